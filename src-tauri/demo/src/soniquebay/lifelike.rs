//! A music library that is looked through again and again.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::library::{Due, Shelves};
use super::message;
use super::scan::{Counting, Scan};
use crate::clock::{MILLISECOND, Micros, SECOND};
use crate::world::uuid;

/// The first scans are quicker, so that there is something to see.
const LIVELY: Micros = 10 * SECOND;
/// Between two messages of one scan, later on.
const SETTLED: Micros = 3 * SECOND;
/// At most so many scans at once.
const SCANS: usize = 2;
/// Every so many scans, one stops dead.
const STALLS: u32 = 4;
/// Messages of a scan that stops dead before it does.
const LAST_WORDS: u32 = 9;

const ARTISTS: [&str; 12] = [
    "Björk",
    "Françoise Hardy",
    "Sigur Rós",
    "Noir Désir",
    "Cesária Évora",
    "Boubacar Traoré",
    "Les Têtes Raides",
    "Jóhann Jóhannsson",
    "Émilie Simon",
    "Mylène Farmer",
    "Ali Farka Touré",
    "Étienne Daho",
];
const NEWS: [&str; 4] = [
    "Pochettes mises à jour",
    "Index de recherche reconstruit",
    "Doublons détectés dans « Compilations »",
    "Sauvegarde de la bibliothèque terminée",
];

pub(super) struct Lifelike {
    rng: StdRng,
    begun: Micros,
    scans: u32,
    artist: usize,
    quiet_until: Micros,
}

impl Lifelike {
    pub(super) fn new(seed: u64, now: Micros) -> Self {
        let mut rng = StdRng::seed_from_u64(seed ^ 0x50_4e_42);
        let artist = rng.random_range(0..ARTISTS.len());
        Self { rng, begun: now, scans: 0, artist, quiet_until: now + 3 * SECOND }
    }

    /// Begins a scan if there is room for one, and asks to be called again.
    pub(super) fn cue(&mut self, shelves: &mut Shelves, at: Micros) {
        if shelves.scans() < SCANS {
            let scan = self.scan();
            let lively = at - self.begun < LIVELY;
            let pause =
                if lively { self.rng.random_range(600..900) } else { self.rng.random_range(3_000..4_500) };
            shelves.begin(scan, pause * MILLISECOND, at);
        } else if self.rng.random_bool(0.1) {
            let news = NEWS[self.rng.random_range(0..NEWS.len())];
            shelves.notify(news);
        }
        let lively = at - self.begun < LIVELY / 5;
        let pause = if lively { 2 * SECOND } else { self.rng.random_range(15..25) * SECOND };
        shelves.agenda.add(at + pause, Due::Cue);
    }

    fn scan(&mut self) -> Scan {
        self.scans += 1;
        let task = uuid(&mut self.rng);
        // Now one counting, now the other; the first is small and done within ten seconds.
        let scan = match self.scans {
            1 => Scan::new(task, 10, 1, Counting::Through),
            number if number % 2 == 0 => {
                let files = self.rng.random_range(180..900);
                Scan::new(task, files, files / 6 + 1, Counting::ByStep)
            }
            _ => {
                let files = self.rng.random_range(40..1_400);
                Scan::new(task, files, files / 22 + 1, Counting::Through)
            }
        };
        if self.scans % STALLS == 3 { scan.dying_after(LAST_WORDS) } else { scan }
    }

    /// After a message of a scan: how long until its next.
    pub(super) fn walked(
        &mut self,
        shelves: &mut Shelves,
        inserting: bool,
        pause: Micros,
        at: Micros,
    ) -> Micros {
        if inserting && at >= self.quiet_until {
            self.artist = (self.artist + 1) % ARTISTS.len();
            let artist = ARTISTS[self.artist];
            shelves.notify(&format!("Nouvel artiste ajouté : {artist}"));
            shelves.publish(message::artist_added(artist));
            self.quiet_until = at + self.rng.random_range(45..90) * SECOND;
        }
        let pause = if at - self.begun < LIVELY { pause } else { pause.max(SETTLED) };
        pause * self.rng.random_range(80..120) / 100
    }
}
