//! Signing in with e-mail and password, once, for a token that is kept instead (Label Studio API,
//! password login).

use secrecy::SecretString;
use serde::Deserialize;

use crate::model::Text;
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Auth, Cookies, Http, HttpFailure, HttpOptions};

use super::super::client::ask;
use super::super::who::{self, display_name};
use super::super::wire;

/// What signing in with a password gave.
#[derive(Debug)]
pub struct Obtained {
    /// The secret to keep.
    pub secret: SecretString,
    /// What it is, in words.
    pub what: Text,
    /// The user name.
    pub user: Text,
}

/// `{"token": …}`.
#[derive(Deserialize)]
struct Token {
    token: String,
}

const LOGIN: &str = "user/login/";

/// Signs in with e-mail and password, once, for a token that can be kept: a personal access token
/// where the server has them, else the legacy token. The session of the password is given up.
///
/// # Errors
/// Those of the requests: wrong names and passwords are [`PlatformError::SignIn`].
pub async fn obtain_token(
    http: HttpOptions,
    user: &str,
    password: &SecretString,
) -> Result<Obtained, PlatformError> {
    let nobody = Http::new(HttpOptions {
        auth: Auth::Nobody,
        ..http
    })?;
    let version = nobody.get(ask("api/version")).await;
    version
        .and_then(|body| body.json::<wire::Version>())
        .map_err(who::another_kind)?;
    let cookies = log_in(&nobody, user, password).await?;
    let me = nobody.get(cookies.on(ask("api/current-user/whoami")));
    let me: wire::User = me.await?.json()?;
    let (secret, what) = token(&nobody, &cookies).await?;
    Ok(Obtained {
        secret,
        what,
        user: display_name(&me),
    })
}

/// The cookies of a signed-in browser.
async fn log_in(
    http: &Http,
    user: &str,
    password: &SecretString,
) -> Result<Cookies, PlatformError> {
    let page = http.page(ask(LOGIN), None).await?;
    let form = page.cookies.get("csrftoken").map(|csrf| {
        vec![
            ("email", SecretString::from(user.to_owned())),
            ("password", password.clone()),
            ("csrfmiddlewaretoken", csrf.clone()),
            ("persist_session", SecretString::from("on")),
        ]
    });
    let Some(form) = form.filter(|_| page.status == 200) else {
        return Err(PlatformError::SignIn(
            "the server has no sign-in page for passwords (single sign-on?): make a personal \
             access token at Account & Settings"
                .into(),
        ));
    };
    let referer = http.base().join(LOGIN).map(|url| url.to_string());
    let posting = Ask {
        headers: vec![("Referer", referer.unwrap_or_default())],
        ..ask(LOGIN)
    };
    let answer = http.page(page.cookies.on(posting), Some(form)).await?;
    match answer.status {
        301..=303 => Ok(page.cookies.with(answer.cookies)),
        // The form again, with a complaint.
        200 | 400 | 401 => Err(PlatformError::SignIn(
            "the server does not know this e-mail and password".into(),
        )),
        status => Err(PlatformError::SignIn(Text::line(&format!(
            "the server refuses to sign in by password ({status})"
        )))),
    }
}

/// A token to keep.
async fn token(http: &Http, cookies: &Cookies) -> Result<(SecretString, Text), PlatformError> {
    let settings = http
        .get_if_there(cookies.on(ask("api/jwt/settings")))
        .await?;
    let settings = settings.and_then(|body| body.json::<wire::TokenSettings>().ok());
    let personal = settings.as_ref().is_none_or(|on| on.api_tokens_enabled);
    let legacy = settings
        .as_ref()
        .is_none_or(|on| on.legacy_api_tokens_enabled);
    if personal {
        let made = http
            .write("POST", cookies.on(ask("api/token/")), None)
            .await;
        match made {
            Ok(body) => {
                let token: Token = body.json()?;
                let what = "a personal access token";
                return Ok((SecretString::from(token.token), what.into()));
            }
            Err(failure) if failure.status == Some(409) && !legacy => return Err(exists()),
            // Older servers have none; one that exists is shown only once.
            Err(failure) if matches!(failure.status, Some(404 | 405 | 409)) => {}
            Err(failure) => return Err(unmade(failure)),
        }
    }
    if !legacy {
        return Err(PlatformError::SignIn(
            "tokens are switched off for this organization: have personal access tokens switched \
             on by who runs it"
                .into(),
        ));
    }
    let token = http.get(cookies.on(ask("api/current-user/token"))).await?;
    let token: Token = token.json()?;
    let what = "the user's legacy token, shared by all of the user's programs";
    Ok((SecretString::from(token.token), what.into()))
}

/// There is a token already, and the server does not show it again.
fn exists() -> PlatformError {
    PlatformError::SignIn(
        "you have a personal access token already, and the server shows it only once: give that \
         one, or revoke it at Account & Settings and try again"
            .into(),
    )
}

fn unmade(failure: HttpFailure) -> PlatformError {
    match failure.error {
        PlatformError::Denied(why) => PlatformError::SignIn(why),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn what_was_obtained_is_not_shown() {
        let obtained = Obtained {
            secret: SecretString::from("very-secret-token"),
            what: "a token".into(),
            user: "ana".into(),
        };
        assert!(!format!("{obtained:?}").contains("very-secret"));
        assert_eq!(obtained.secret.expose_secret(), "very-secret-token");
    }
}
