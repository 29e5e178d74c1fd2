//! The sign-in form of a page.

use html5gum::{Token, Tokenizer};

/// A sign-in form as found in a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent to, relative to the page; empty: to the page itself.
    pub action: String,
    /// Name of the field for the user.
    pub user_field: Option<String>,
    /// Name of the field for the password.
    pub password_field: String,
    /// What it carries along.
    pub hidden: Vec<(String, String)>,
    /// A registration asks for the password twice.
    passwords: usize,
}

/// The form that asks for one password. `None` where there is none, or more than one: a password is not
/// given to a form at random.
#[must_use]
pub fn find(html: &str) -> Option<Form> {
    let mut found = forms(html).into_iter().filter(|form| form.passwords == 1);
    found.next().filter(|_| found.next().is_none())
}

/// Whether the page asks for a password at all.
#[must_use]
pub fn asks_for_password(html: &str) -> bool {
    forms(html).iter().any(|form| form.passwords > 0)
}

fn forms(html: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut open = false;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &str| {
                    tag.attributes
                        .get(name.as_bytes())
                        .map(|value| String::from_utf8_lossy(value).into_owned())
                };
                match tag.name.as_slice() {
                    b"form" => {
                        forms.push(Form {
                            action: attribute("action").unwrap_or_default(),
                            ..Form::default()
                        });
                        open = true;
                    }
                    b"input" => {
                        let (Some(form), true, Some(name)) = (forms.last_mut(), open, attribute("name"))
                        else {
                            continue;
                        };
                        match attribute("type").unwrap_or_default().to_ascii_lowercase().as_str() {
                            "hidden" => form.hidden.push((name, attribute("value").unwrap_or_default())),
                            "password" => {
                                form.passwords += 1;
                                form.password_field = name;
                            }
                            "" | "text" | "email" => form.user_field = form.user_field.take().or(Some(name)),
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) if tag.name.as_slice() == b"form" => open = false,
            _ => {}
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_form_of_the_capture() {
        let page = r#"<form action="/search"><input name="q"></form><form method="post">
            <input type="hidden" name="csrfmiddlewaretoken" value="iA&amp;O9"><input type="text" name="username">
            <input type="password" name="password"><input type="hidden" name="next" value=""><button type="submit">Go</button></form>
            <input name="outside" type="password">"#;
        let form = find(page).unwrap();
        assert_eq!((form.action.as_str(), form.user_field.as_deref()), ("", Some("username")));
        assert_eq!(form.password_field, "password");
        assert_eq!(
            form.hidden,
            [("csrfmiddlewaretoken".into(), "iA&O9".into()), ("next".into(), String::new())]
        );
    }

    #[test]
    fn a_page_without_a_password_field_is_no_sign_in() {
        for page in ["", "<html><p>Hello", "<form><input name=q></form>", "{\"json\": true}"] {
            assert_eq!(find(page), None);
            assert!(!asks_for_password(page));
        }
    }

    #[test]
    fn a_registration_beside_it_is_passed_over_and_a_second_sign_in_is_not_guessed_at() {
        let one = "<form action=/in><input name=u><input type=password name=p></form>";
        let new = "<form action=/new><input name=u><input type=password name=p><input type=password name=again></form>";
        assert_eq!(find(&format!("{new}{one}")).unwrap().action, "/in");
        assert_eq!(find(&format!("{one}{one}")), None);
        assert_eq!(find(new), None);
        assert!(asks_for_password(new));
    }
}
