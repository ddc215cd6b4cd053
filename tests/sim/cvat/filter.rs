//! `filter=`: the part of JSON logic that the server turns into a query, and no more.

use super::reply::{Reply, list_error};
use serde_json::Value;
use std::cmp::Ordering;

pub enum Rule {
    And(Vec<Rule>),
    Or(Vec<Rule>),
    Not(Box<Rule>),
    Set(String),
    Compare(String, &'static str, Value),
    Range(String, Value, Value),
    OneOf(String, Vec<Value>),
    Contains(String, String),
}

/// Reads an expression; `terms` are the names it may use.
pub fn parse(text: &str, terms: &[&str], not_equal: bool) -> Result<Rule, Reply> {
    if text.trim().is_empty() {
        return Err(list_error("filter shouldn't be empty"));
    }
    let value: Value = serde_json::from_str(text).map_err(|_| {
        list_error(
            "filter: can't parse filter expression: Expecting value: line 1 column 1 (char 0)",
        )
    })?;
    rule(&value, terms, not_equal)
}

fn refuse(op: &str, args: &Value) -> Reply {
    list_error(&format!(
        "filter: {op} operation with {args} arguments is not implemented"
    ))
}

fn var(value: &Value, terms: &[&str]) -> Result<Option<String>, Reply> {
    let Some(name) = value.get("var").and_then(Value::as_str) else {
        return Ok(None);
    };
    if terms.contains(&name) {
        Ok(Some(name.to_owned()))
    } else {
        Err(list_error(&format!(
            "filter: term '{name}' is not supported"
        )))
    }
}

fn rule(value: &Value, terms: &[&str], not_equal: bool) -> Result<Rule, Reply> {
    let Some((op, args)) = value
        .as_object()
        .filter(|o| o.len() == 1)
        .and_then(|o| o.iter().next())
    else {
        return Err(list_error("filter: expression is not supported"));
    };
    let many = args.as_array().map(Vec::as_slice).unwrap_or_default();
    match (op.as_str(), many) {
        ("and" | "or", [_, ..]) => {
            let parts = many
                .iter()
                .map(|part| rule(part, terms, not_equal))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(if op == "and" {
                Rule::And(parts)
            } else {
                Rule::Or(parts)
            })
        }
        ("!", _) => {
            let inner = if many.len() == 1 { &many[0] } else { args };
            Ok(Rule::Not(Box::new(rule(inner, terms, not_equal)?)))
        }
        ("var", _) => match args.as_str() {
            // The raw model name is used here.
            Some(name)
                if ["assignee", "owner", "project"].contains(&name) || terms.contains(&name) =>
            {
                Ok(Rule::Set(name.to_owned()))
            }
            _ => Err(list_error(&format!("filter: term {args} is not supported"))),
        },
        ("!=", [left, right]) if not_equal => {
            let name = var(left, terms)?.ok_or_else(|| refuse(op, args))?;
            Ok(Rule::Not(Box::new(Rule::Compare(
                name,
                "==",
                right.clone(),
            ))))
        }
        ("==" | "<" | ">" | "<=" | ">=", [left, right]) => {
            let name = var(left, terms)?.ok_or_else(|| refuse(op, args))?;
            let op = ["==", "<", ">", "<=", ">="].into_iter().find(|o| o == op);
            Ok(Rule::Compare(name, op.unwrap_or("=="), right.clone()))
        }
        ("<=", [low, middle, high]) => {
            let name = var(middle, terms)?.ok_or_else(|| refuse(op, args))?;
            Ok(Rule::Range(name, low.clone(), high.clone()))
        }
        ("in", [left, right]) => {
            if let (Some(name), Some(list)) = (var(left, terms)?, right.as_array()) {
                return Ok(Rule::OneOf(name, list.clone()));
            }
            match (left.as_str(), var(right, terms)?) {
                (Some(part), Some(name)) => Ok(Rule::Contains(name, part.to_owned())),
                _ => Err(refuse(op, args)),
            }
        }
        _ => Err(refuse(op, args)),
    }
}

impl Rule {
    pub fn holds(&self, of: &dyn Fn(&str) -> Value) -> bool {
        match self {
            Rule::And(parts) => parts.iter().all(|part| part.holds(of)),
            Rule::Or(parts) => parts.iter().any(|part| part.holds(of)),
            Rule::Not(part) => !part.holds(of),
            Rule::Set(name) => !of(name).is_null(),
            Rule::Compare(name, op, wanted) => {
                let got = of(name);
                if *op == "==" {
                    return same(&got, wanted);
                }
                match order(&got, wanted) {
                    None => false,
                    Some(order) => match *op {
                        "<" => order.is_lt(),
                        ">" => order.is_gt(),
                        "<=" => order.is_le(),
                        _ => order.is_ge(),
                    },
                }
            }
            Rule::Range(name, low, high) => {
                let got = of(name);
                order(&got, low).is_some_and(Ordering::is_ge)
                    && order(&got, high).is_some_and(Ordering::is_le)
            }
            Rule::OneOf(name, list) => {
                let got = of(name);
                list.iter().any(|one| same(&got, one))
            }
            Rule::Contains(name, part) => of(name).as_str().is_some_and(|text| text.contains(part)),
        }
    }
}

/// Equal as the database sees it: `"3"` and 3 are the same number.
pub fn same(got: &Value, wanted: &Value) -> bool {
    got == wanted
        || match (got, wanted) {
            (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
            (Value::Number(a), Value::String(b)) | (Value::String(b), Value::Number(a)) => {
                b.parse::<f64>().ok() == a.as_f64()
            }
            (Value::Bool(a), Value::String(b)) => {
                b.eq_ignore_ascii_case(if *a { "true" } else { "false" })
            }
            _ => false,
        }
}

/// Numbers by size, texts and dates by letter; dates may carry fractions or not.
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Value::String(a), Value::String(b)) => Some(moment(a).cmp(&moment(b))),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        _ => None,
    }
}

fn moment(text: &str) -> String {
    match text.parse::<jiff::Timestamp>() {
        Ok(at) => at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string(),
        Err(_) => text.to_owned(),
    }
}
