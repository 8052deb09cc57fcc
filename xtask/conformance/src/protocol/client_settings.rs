//! Reading how a case configures its client.

use smithwright_codegen::model::Node;

/// The settings of a client, whose endpoint then follows from the endpoint rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientSettings {
    pub(crate) region: String,
    pub(crate) dual_stack: bool,
    /// The methods of the client that set parameters of the endpoint rules, with the values to pass.
    pub(crate) parameters: Vec<(&'static str, bool)>,
}

/// Reads settings of the AWS SDKs' configuration files: those of the client, overridden by those of the operation.
pub(super) fn read(entry: &Node) -> Result<ClientSettings, String> {
    let mut found = ClientSettings { region: "us-east-1".to_owned(), ..ClientSettings::default() };
    let scopes = entry.get("scopedConfig").ok_or("the case has settings without a `scopedConfig`")?;
    for scope in known(scopes, &["client", "operation"])? {
        for (key, value) in known(scope.1, &["region", "s3"])? {
            match (key, value.as_str()) {
                ("region", Some(region)) => region.clone_into(&mut found.region),
                _ => service_settings(value, &mut found)?,
            }
        }
    }
    Ok(found)
}

fn service_settings(node: &Node, found: &mut ClientSettings) -> Result<(), String> {
    for (key, value) in
        known(node, &["addressing_style", "use_dualstack_endpoint", "use_accelerate_endpoint"])?
    {
        match (key, value.as_str(), value.as_bool()) {
            ("addressing_style", Some(style), _) => {
                found.parameters.push(("with_force_path_style", style == "path"));
            }
            ("use_accelerate_endpoint", _, Some(flag)) => found.parameters.push(("with_accelerate", flag)),
            ("use_dualstack_endpoint", _, Some(flag)) => found.dual_stack = flag,
            _ => return Err(format!("the setting `{key}` cannot be {}", value.found())),
        }
    }
    Ok(())
}

/// Returns the entries of an object in the order of these keys. Fails if it has others.
fn known<'a>(node: &'a Node, keys: &[&'static str]) -> Result<Vec<(&'static str, &'a Node)>, String> {
    let object = node.as_object().ok_or_else(|| format!("expected settings, found {}", node.found()))?;
    if let Some(key) = object.keys().find(|key| !keys.contains(key)) {
        return Err(format!("the setting `{key}` is not known"));
    }
    Ok(keys.iter().filter_map(|key| Some((*key, object.get(key)?))).collect())
}
