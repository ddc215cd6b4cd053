//! The pages of the web interface that a client meets: sign-in by password, and project pages.

use super::reply::{Answer, Reply, error};
use super::routes::{Cx, only};
use super::state::State;

const CSRF: &str = "csrfcsrfcsrfcsrfcsrfcsrfcsrfcsrf";

fn form(note: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><title>Label Studio</title></head>\n<body>\n\
         <form id=\"login-form\" action=\"/user/login/?next=/projects/\" method=\"post\">\n\
         <input type=\"hidden\" name=\"csrfmiddlewaretoken\" value=\"{CSRF}\">\n{note}\n\
         <input type=\"text\" name=\"email\"><input type=\"password\" name=\"password\">\n\
         </form>\n</body>\n</html>\n"
    )
}

fn cookie(session: &str) -> (&'static str, String) {
    let rest = "HttpOnly; Max-Age=1209600; Path=/; SameSite=Lax";
    ("set-cookie", format!("sessionid={session}; {rest}"))
}

fn csrf() -> (&'static str, String) {
    let rest = "Max-Age=31449600; Path=/; SameSite=Lax";
    ("set-cookie", format!("csrftoken={CSRF}; {rest}"))
}

pub fn page(cx: &Cx, state: &mut State) -> Answer {
    only(cx, &["GET", "POST"])?;
    let html = ("content-type", "text/html; charset=utf-8".to_owned());
    if cx.method == "GET" {
        let anonymous = format!("anon{:028}", state.next_id("session"));
        let headers = vec![html, csrf(), cookie(&anonymous)];
        return Ok(Reply::With(200, form(""), headers));
    }
    let text = |name: &str| cx.body[name].as_str().unwrap_or_default();
    let cookies = cx.header("cookie").unwrap_or_default();
    if text("csrfmiddlewaretoken") != CSRF
        || !cookies.contains(CSRF)
        || cx.header("referer").is_none()
    {
        return Ok(Reply::With(
            403,
            form("CSRF verification failed."),
            vec![html],
        ));
    }
    let found = state.users.values().find(|user| {
        user.email.eq_ignore_ascii_case(text("email")) && user.password == text("password")
    });
    let Some(id) = found.map(|user| user.id) else {
        let note = "<p class=\"error\">The email and password you entered don't match.</p>";
        return Ok(Reply::With(200, form(note), vec![html]));
    };
    let session = format!("sess{:028}", state.next_id("session"));
    state.sessions.insert(session.clone(), id);
    let to = ("location", "/projects/".to_owned());
    Ok(Reply::With(
        302,
        String::new(),
        vec![html, to, csrf(), cookie(&session)],
    ))
}

/// Pages that a browser opens; without a session they lead to the sign-in.
pub fn web(cx: &Cx) -> Answer {
    match cx.me() {
        Ok(_) => Ok(Reply::Html(200)),
        Err(_) if cx.method == "GET" => {
            let to = format!("/user/login/?next={}", cx.path);
            Ok(Reply::With(302, String::new(), vec![("location", to)]))
        }
        Err(_) => Err(error(405, "Method not allowed.")),
    }
}
