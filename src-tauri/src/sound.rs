//! The sounds, played on the desktop's own output.

mod tone;

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rodio::buffer::SamplesBuffer;
use rodio::{DeviceSinkBuilder, Player};
use tokio::sync::oneshot;
use vigie_contract::Sound;

/// A device that does not open within this time is none.
const OPENS: Duration = Duration::from_secs(5);
/// What the device still holds when the last sample was given to it.
const DRAINS: Duration = Duration::from_millis(300);
const MONO: NonZero<u16> = NonZero::new(1).expect("one is not zero");

/// Plays one sound at a time. The device is open only while one is heard.
#[derive(Debug, Default)]
pub struct Speaker {
    busy: Arc<AtomicBool>,
}

impl Speaker {
    /// Plays it; returns as soon as it begins. While another one is heard, that one is enough.
    ///
    /// # Errors
    /// There is nothing to play it on, and why.
    pub async fn play(&self, sound: Sound) -> Result<(), String> {
        if self.busy.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let (told, begun) = oneshot::channel();
        let busy = Busy(Arc::clone(&self.busy));
        // The output of some systems belongs to the thread that opened it.
        std::thread::Builder::new()
            .name("sound".into())
            .spawn(move || {
                let _busy = busy;
                heard(sound, told);
            })
            .map_err(|error| error.to_string())?;
        match tokio::time::timeout(OPENS, begun).await {
            Ok(Ok(begun)) => begun,
            Ok(Err(_)) => Err("the player ended".to_owned()),
            Err(_) => Err("no answer".to_owned()),
        }
    }
}

/// Until this is dropped, however that comes.
struct Busy(Arc<AtomicBool>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Opens the device, plays, closes it.
fn heard(sound: Sound, told: oneshot::Sender<Result<(), String>>) {
    let opened = DeviceSinkBuilder::from_default_device().and_then(|builder| {
        builder
            .with_error_callback(|error| tracing::debug!(%error, "the sound's device complains"))
            .open_sink_or_fallback()
    });
    let mut device = match opened {
        Ok(device) => device,
        Err(error) => {
            tracing::debug!(%error, "no sound");
            let _ = told.send(Err(error.to_string()));
            return;
        }
    };
    device.log_on_drop(false);
    let player = Player::connect_new(device.mixer());
    player.append(SamplesBuffer::new(MONO, tone::RATE, tone::samples(sound)));
    let _ = told.send(Ok(()));
    player.sleep_until_end();
    std::thread::sleep(DRAINS);
}

/// How much it wants to be heard, of several at once.
#[must_use]
pub fn weight(sound: Sound) -> u8 {
    match sound {
        Sound::Done => 0,
        Sound::Attention => 1,
        Sound::Failed => 2,
    }
}
