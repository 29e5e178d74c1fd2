//! The three sounds, as numbers: soft bells, made of a few sines that fade.

use std::f32::consts::TAU;
use std::num::NonZero;

use vigie_contract::Sound;

/// Samples a second.
pub const RATE: NonZero<u32> = NonZero::new(44_100).expect("that is not zero");
/// The loudest that a sample is: soft beside whatever else is heard.
const PEAK: f32 = 0.25;
/// How long a bell takes to be as loud as it gets, seconds: no click.
const ATTACK: f32 = 0.008;
/// How long the end takes to reach silence, seconds.
const RELEASE: f32 = 0.06;

/// One stroke of a bell.
struct Stroke {
    /// When, seconds.
    at: f32,
    /// Its tone, hertz.
    pitch: f32,
    /// How loud beside the others.
    level: f32,
    /// After so many seconds it is a third as loud.
    fades: f32,
}

/// How long a sound is, seconds, and what is struck: up for what ended well, down for what failed, twice the same
/// for what wants attention.
fn score(sound: Sound) -> (f32, &'static [Stroke]) {
    match sound {
        Sound::Done => (
            0.55,
            &[
                Stroke { at: 0.0, pitch: 523.25, level: 0.8, fades: 0.14 },
                Stroke { at: 0.12, pitch: 783.99, level: 1.0, fades: 0.16 },
            ],
        ),
        Sound::Failed => (
            0.6,
            &[
                Stroke { at: 0.0, pitch: 392.0, level: 1.0, fades: 0.16 },
                Stroke { at: 0.16, pitch: 293.66, level: 1.0, fades: 0.2 },
            ],
        ),
        Sound::Attention => (
            0.45,
            &[
                Stroke { at: 0.0, pitch: 659.26, level: 0.9, fades: 0.09 },
                Stroke { at: 0.15, pitch: 659.26, level: 0.9, fades: 0.12 },
            ],
        ),
    }
}

/// A bell's tones above its own: how much higher, how loud. They fade faster.
const PARTIALS: [(f32, f32); 3] = [(1.0, 1.0), (2.0, 0.28), (3.01, 0.1)];

/// All of it, one channel at [`RATE`], between -0.25 and 0.25.
#[must_use]
pub fn samples(sound: Sound) -> Vec<f32> {
    let (seconds, strokes) = score(sound);
    let rate = RATE.get() as f32;
    let count = (seconds * rate) as usize;
    let mut all: Vec<f32> = (0..count)
        .map(|nth| {
            let at = nth as f32 / rate;
            let ending = ((seconds - at - 1.0 / rate) / RELEASE).clamp(0.0, 1.0);
            strokes.iter().map(|stroke| struck(stroke, at)).sum::<f32>() * ending
        })
        .collect();
    let loudest = all.iter().fold(f32::EPSILON, |most, sample| most.max(sample.abs()));
    for sample in &mut all {
        *sample *= PEAK / loudest;
    }
    all
}

fn struck(stroke: &Stroke, at: f32) -> f32 {
    let since = at - stroke.at;
    if since < 0.0 {
        return 0.0;
    }
    let rising = (since / ATTACK).min(1.0);
    let tone: f32 = PARTIALS
        .iter()
        .map(|(times, level)| {
            level * (-since * times / stroke.fades).exp() * (TAU * stroke.pitch * times * since).sin()
        })
        .sum();
    stroke.level * rising * tone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_short_and_soft_and_begins_and_ends_in_silence() {
        for sound in Sound::ALL {
            let samples = samples(*sound);
            let seconds = samples.len() as f32 / RATE.get() as f32;
            assert!((0.3..=0.6).contains(&seconds), "{sound:?}: {seconds} s");
            assert_eq!(samples[0], 0.0, "{sound:?}");
            assert!(samples[samples.len() - 1].abs() < 1e-4, "{sound:?}");
            let loudest = samples.iter().fold(0.0f32, |most, s| most.max(s.abs()));
            assert!((0.2..=0.3).contains(&loudest), "{sound:?}: {loudest}");
            assert!(samples.iter().all(|sample| sample.is_finite()), "{sound:?}");
        }
    }

    #[test]
    fn none_clicks() {
        for sound in Sound::ALL {
            let steps = samples(*sound).windows(2).map(|two| (two[1] - two[0]).abs()).fold(0.0f32, f32::max);
            assert!(steps < 0.08, "{sound:?}: a step of {steps}");
        }
    }

    /// Which of some tones is strongest in a part of a sound (Goertzel's sum).
    fn strongest(samples: &[f32], tones: &[f32]) -> f32 {
        let power = |tone: f32| {
            let (mut sine, mut cosine) = (0.0f32, 0.0f32);
            for (nth, sample) in samples.iter().enumerate() {
                let angle = TAU * tone * nth as f32 / RATE.get() as f32;
                sine += sample * angle.sin();
                cosine += sample * angle.cos();
            }
            sine * sine + cosine * cosine
        };
        tones.iter().copied().max_by(|a, b| power(*a).total_cmp(&power(*b))).unwrap()
    }

    #[test]
    fn one_goes_up_one_goes_down_and_one_stays() {
        let tones = [293.66, 392.0, 523.25, 659.26, 783.99];
        let heard = |sound| {
            let samples = samples(sound);
            let at = |seconds: f32| (seconds * RATE.get() as f32) as usize;
            (strongest(&samples[..at(0.12)], &tones), strongest(&samples[at(0.2)..at(0.4)], &tones))
        };
        assert_eq!(heard(Sound::Done), (523.25, 783.99));
        assert_eq!(heard(Sound::Failed), (392.0, 293.66));
        assert_eq!(heard(Sound::Attention), (659.26, 659.26));
    }
}
