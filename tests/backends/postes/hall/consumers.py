import json

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from hall import answers, board, switches
from hall.signals import DASHBOARD, session_group


class Consumer(AsyncWebsocketConsumer):
    """Only for people who are signed in."""

    async def connect(self):
        if switches.sockets_fail:
            raise RuntimeError("a test wants no sockets")
        if not self.scope["user"].is_authenticated:
            await self.close()
            return
        await self.opened()

    async def tell(self, message):
        await self.send(json.dumps(message))

    async def broken(self, event):
        raise RuntimeError("a test wants no sockets")


class DashboardConsumer(Consumer):
    groups = [DASHBOARD]

    async def opened(self):
        await self.accept()
        await self.tell_stats()

    async def receive(self, text_data=None, bytes_data=None):
        # As on the real system, what is no JSON is nobody's business: the socket closes with 1011.
        if json.loads(text_data).get("type") == "get_stats":
            await self.tell_stats()

    async def tell_stats(self):
        await self.changed({"stats": await database_sync_to_async(board.stats)()})

    async def changed(self, event):
        await self.tell({"type": "stats_update", "data": event["stats"]})


class SessionConsumer(Consumer):
    """Every socket speaks of one session at a time: the one in its address, else the last one validated."""

    groups = ["sockets"]

    async def opened(self):
        self.session_id = self.scope["url_route"]["kwargs"].get("session_id")
        if self.session_id is not None:
            await self.join(self.session_id)
        await self.accept()
        hello = {"message": "Connecté au serveur WebSocket", "session_id": self.session_id}
        await self.tell({"type": "connection_established", **hello, "user": self.scope["user"].username})

    async def receive(self, text_data=None, bytes_data=None):
        try:
            message = json.loads(text_data)
        except (TypeError, ValueError):
            await self.tell(answers.error("Format JSON invalide"))
            return
        answer, joined = await database_sync_to_async(answers.answer)(message, self.session_id)
        if joined is not None:
            await self.join(joined)
            self.session_id = joined
        await self.tell(answer)

    async def join(self, session_id):
        group = session_group(session_id)
        if group not in self.groups:
            self.groups = [*self.groups, group]
            await self.channel_layer.group_add(group, self.channel_name)

    async def pushed(self, event):
        await self.tell(event["message"])
