"""The library's API as far as a client sees it: one stream of what the workers publish in Redis."""

import json
import os

import redis.asyncio as redis
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

REDIS_URL = os.environ["SONIQUEBAY_REDIS"]
CHANNELS = ("notifications", "progress")

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


def block(text):
    # As the system does it: a text with line breaks is not framed, its further lines stand alone.
    return f"data: {text}\n\n"


async def messages():
    # One attempt, as redis-py had it for long: with its newer retries, whether a stream survives a Redis that comes
    # back is a matter of luck.
    async with redis.from_url(REDIS_URL, retry=None) as client, client.pubsub() as inbox:
        await inbox.subscribe(*CHANNELS)
        yield block(json.dumps({"type": "connected"}))
        async for message in inbox.listen():
            if message["type"] == "message":
                yield block(message["data"].decode("utf-8"))


@app.get("/api/events")
async def events():
    return StreamingResponse(
        messages(),
        media_type="text/plain",
        headers={
            "Cache-Control": "no-cache",
            "Connection": "keep-alive",
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Headers": "Cache-Control",
        },
    )
