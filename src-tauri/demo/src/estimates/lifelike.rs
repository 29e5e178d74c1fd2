//! A building company's week, somewhat hurried.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::message::{Estimate, Project};
use super::office::Office;
use super::staff::STAFF;
use crate::clock::{MILLISECOND, Micros, SECOND, iso_z};

/// There is something to see at once.
const LIVELY: Micros = 10 * SECOND;
/// Estimates on the table; the oldest is deleted for another.
const ESTIMATES: usize = 24;
const PROJECTS: usize = 8;

const DRAFT: &str = "Черновик";
const SENT: &str = "Отправлена";
const APPROVED: &str = "Утверждена";
const REJECTED: &str = "Отклонена";
const REVISED: &str = "На доработке";

const SITES: [(&str, &str); 8] = [
    ("ЖК «Северный»", "ул. Ленина, 1"),
    ("ЖК «Южный»", ""),
    ("Школа № 14", "пр. Мира, 48"),
    ("Бизнес-центр «Орбита»", "наб. Реки Фонтанки, 112"),
    ("Коттеджный посёлок «Сосны»", "Выборгский р-н, участок 7"),
    ("Детский сад «Ёлочка»", "ул. Щорса, 22"),
    ("Складской комплекс «Юг-2»", ""),
    ("Реконструкция вокзала", "Привокзальная пл., 1"),
];
const WORKS: [&str; 9] = [
    "Фундамент",
    "Кровля",
    "Электромонтаж",
    "Отделка",
    "Фасад",
    "Водоснабжение",
    "Вентиляция",
    "Благоустройство",
    "Лифты",
];

pub(super) struct Lifelike {
    rng: StdRng,
    begun: Micros,
    due: Micros,
    acts: u32,
    estimates: Vec<Estimate>,
    projects: Vec<Project>,
    last_estimate: i64,
}

impl Lifelike {
    pub(super) fn new(seed: u64, now: Micros) -> Self {
        let projects = SITES[..3].iter().zip(1..).map(|((name, address), id)| Project {
            id,
            name: (*name).to_owned(),
            address: (*address).to_owned(),
        });
        Self {
            rng: StdRng::seed_from_u64(seed ^ 0x45_53_54),
            begun: now,
            due: now + SECOND,
            acts: 0,
            estimates: Vec::new(),
            projects: projects.collect(),
            last_estimate: 0,
        }
    }

    pub(super) fn next(&self) -> Micros {
        self.due
    }

    /// Does the next thing.
    pub(super) fn act(&mut self, office: &Office) {
        let now = self.due;
        self.acts += 1;
        match self.acts {
            1 => self.new_project(office, now),
            2 | 3 | 5 => self.create(office, now),
            4 => self.update(office, now),
            6 => self.move_project(office, now),
            _ => match self.rng.random_range(0..100) {
                0..30 => self.create(office, now),
                30..80 => self.update(office, now),
                80..90 => self.delete(office, now),
                90..96 => self.move_project(office, now),
                _ => self.new_project(office, now),
            },
        }
        let pause = if now - self.begun < LIVELY { 1_200..2_000 } else { 25_000..50_000 };
        self.due = now + self.rng.random_range(pause) * MILLISECOND;
    }

    fn create(&mut self, office: &Office, now: Micros) {
        if self.estimates.len() >= ESTIMATES {
            return self.delete(office, now);
        }
        self.last_estimate += 1;
        let project = &self.projects[self.rng.random_range(0..self.projects.len())];
        let foremen: Vec<_> = STAFF.iter().filter(|person| !person.manager).collect();
        let foreman = foremen[self.rng.random_range(0..foremen.len())];
        let created_at = iso_z(now);
        let work = WORKS[self.rng.random_range(0..WORKS.len())];
        let person = (foreman.id, foreman.name.to_owned());
        let estimate = Estimate {
            id: self.last_estimate,
            number: format!("Смета_{}_{work}_{}", &created_at[..10], self.last_estimate),
            project: (project.id, project.name.clone()),
            foreman: person.clone(),
            creator: person,
            status: DRAFT.into(),
            created_at,
        };
        office.estimate("created", &estimate, now);
        self.estimates.push(estimate);
    }

    /// An estimate goes its way from draft to yes or no.
    fn update(&mut self, office: &Office, now: Micros) {
        if self.estimates.is_empty() {
            return self.create(office, now);
        }
        let place = self.rng.random_range(0..self.estimates.len());
        let decided = self.rng.random_range(0..10);
        let estimate = &mut self.estimates[place];
        estimate.status = match (estimate.status.as_str(), decided) {
            (DRAFT | REVISED, _) => SENT,
            (SENT, 0..6) => APPROVED,
            (SENT, 6..8) => REJECTED,
            (SENT, _) | (REJECTED, _) => REVISED,
            _ => APPROVED,
        }
        .to_owned();
        office.estimate("updated", estimate, now);
    }

    fn delete(&mut self, office: &Office, now: Micros) {
        if self.estimates.len() < 4 {
            return self.create(office, now);
        }
        let estimate = self.estimates.remove(0);
        office.estimate("deleted", &estimate, now);
    }

    fn new_project(&mut self, office: &Office, now: Micros) {
        let number = self.projects.len();
        if number >= PROJECTS {
            return self.move_project(office, now);
        }
        let (name, address) = SITES[number];
        let project = Project { id: number as i64 + 1, name: name.to_owned(), address: address.to_owned() };
        office.project("created", &project, now);
        self.projects.push(project);
    }

    /// A project gets another address, or another stage.
    fn move_project(&mut self, office: &Office, now: Micros) {
        let place = self.rng.random_range(0..self.projects.len());
        let (name, address) = SITES[place];
        let project = &mut self.projects[place];
        if project.address.is_empty() {
            project.address = "ул. Новая, 3".to_owned();
        } else if project.name.ends_with(" II") {
            project.name = format!("{name} III");
        } else {
            project.name = format!("{name} II");
            address.clone_into(&mut project.address);
        }
        office.project("updated", project, now);
    }
}
