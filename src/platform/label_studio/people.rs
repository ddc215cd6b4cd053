//! People: the names that stand for the numbers which tasks and annotations carry.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use crate::limits;
use crate::model::Text;
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::client::ask;
use super::who::display_name;
use super::wire::{Person, User};

/// Everybody of the organization.
#[derive(Clone, Debug, Default)]
pub struct People {
    names: HashMap<u64, Text>,
    numbers: HashMap<String, u64>,
}

/// People and when they were asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Option<(Instant, Arc<People>)>);

impl People {
    /// Of users as the server tells them.
    pub fn new(users: &[User]) -> Self {
        let mut people = Self::default();
        let mut count: HashMap<Text, u32> = HashMap::new();
        for user in users {
            *count.entry(display_name(user)).or_default() += 1;
        }
        for user in users.iter().filter(|user| user.id != 0) {
            let mut name = display_name(user);
            // Two of one name are told apart by what they sign in with.
            if count.get(&name).is_some_and(|count| *count > 1) && !user.email.is_empty() {
                name = Text::line(&format!("{name} ({})", user.email));
            }
            for known in [name.as_str(), &user.email, &user.username] {
                let known = known.to_lowercase();
                if known.is_empty() {
                    continue;
                }
                people.numbers.entry(known).or_insert(user.id);
            }
            people.names.insert(user.id, name);
        }
        people
    }

    /// The name of a number; `user 12` for somebody unknown.
    pub fn name(&self, id: u64) -> Text {
        match self.names.get(&id) {
            Some(name) => name.clone(),
            None => Text::line(&format!("user {id}")),
        }
    }

    /// The name of somebody as an endpoint names him or her; none for nobody.
    pub fn of(&self, person: &Person<'_>) -> Option<Text> {
        let by_number = person.number().and_then(|id| self.names.get(&id)).cloned();
        let by_mail = || {
            let id = self.numbers.get(&person.email.to_lowercase())?;
            self.names.get(id).cloned()
        };
        let told = || {
            let user = User {
                id: person.id,
                first_name: person.first_name.to_string(),
                last_name: person.last_name.to_string(),
                username: person.username.to_string(),
                email: person.email.to_string(),
                ..User::default()
            };
            let nobody = *person == Person::default();
            (!nobody).then(|| display_name(&user))
        };
        by_number.or_else(by_mail).or_else(told)
    }

    /// The number of a name, mail address or user name, letter case ignored.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.numbers.get(&name.trim().to_lowercase()).copied()
    }

    /// Whether somebody is known.
    pub fn knows(&self, id: u64) -> bool {
        self.names.contains_key(&id)
    }

    /// Everybody, by number.
    pub fn all(&self) -> impl Iterator<Item = (u64, &Text)> {
        self.names.iter().map(|(id, name)| (*id, name))
    }
}

impl LabelStudioPlatform {
    /// Everybody of the organization; asked for once.
    ///
    /// # Errors
    /// Those of the request. Roles that may not see others get nobody.
    pub async fn people(&self) -> Result<Arc<People>, PlatformError> {
        let mut known = self.people.lock().await;
        if let Some((_, people)) = &known.0 {
            return Ok(Arc::clone(people));
        }
        let people = self.ask_people().await?;
        known.0 = Some((Instant::now(), Arc::clone(&people)));
        Ok(people)
    }

    /// The same; asked for again when one of these is not known and may be new.
    ///
    /// # Errors
    /// As [`LabelStudioPlatform::people`].
    pub async fn people_with(
        &self,
        ids: impl IntoIterator<Item = u64>,
    ) -> Result<Arc<People>, PlatformError> {
        let people = self.people().await?;
        if ids.into_iter().all(|id| people.knows(id)) {
            return Ok(people);
        }
        let mut known = self.people.lock().await;
        if let Some((at, people)) = &known.0
            && at.elapsed().as_secs() < limits::STUDIO_PEOPLE_S
        {
            return Ok(Arc::clone(people));
        }
        let people = self.ask_people().await?;
        known.0 = Some((Instant::now(), Arc::clone(&people)));
        Ok(people)
    }

    async fn ask_people(&self) -> Result<Arc<People>, PlatformError> {
        match self.get(ask("api/users/")).await {
            Ok(body) => Ok(Arc::new(People::new(&body.elements::<User>("")?.items))),
            Err(PlatformError::Denied(_) | PlatformError::NotFound(_)) => Ok(Arc::default()),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_names_and_names_numbers() {
        let users: Vec<User> = serde_json::from_str(
            r#"[{"id":1,"email":"admin@x"},
                {"id":2,"first_name":"Ana","last_name":"Lee","email":"ana@x","username":"ana"},
                {"id":3,"first_name":"Bo","email":"bo@x"},
                {"id":4,"first_name":"Bo","email":"bo2@x"}]"#,
        )
        .unwrap();
        let people = People::new(&users);
        assert_eq!(people.name(2).as_str(), "Ana Lee");
        assert_eq!(people.name(4).as_str(), "Bo (bo2@x)");
        assert_eq!(people.name(9).as_str(), "user 9");
        for (name, id) in [("ana lee", 2), ("ANA", 2), ("admin@x", 1), ("Bo (bo@x)", 3)] {
            assert_eq!(people.number(name), Some(id), "{name}");
        }
        let of = |raw: &str| people.of(&serde_json::from_str(raw).unwrap());
        assert_eq!(of("2").unwrap().as_str(), "Ana Lee");
        assert_eq!(of("\"ana@x\"").unwrap().as_str(), "Ana Lee");
        let told = of(r#"{"id":7,"first_name":"Cy","email":"cy@x"}"#);
        assert_eq!(told.unwrap().as_str(), "Cy");
        assert_eq!(of("null"), None);
    }
}
