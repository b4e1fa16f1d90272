/// A piece of a template.
enum TemplateSegment: Hashable, Sendable {
    /// Text that is rendered as it stands, with escapes already resolved.
    case text(String)
    /// The gap for the value of the variable of this name.
    case variable(String)
}
