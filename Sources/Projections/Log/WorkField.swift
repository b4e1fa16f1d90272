/// The slots of all events but those of attempts.
enum WorkField: Int, CaseIterable {
    case account, attempt, because, cause, complexity, content, context, dependencies, description
    case effectiveStrategy, format, key, name, routing, strategy, outcome, outputFile, reason
    case recommendedStrategy, result, source, status, stepUs, subtask, subtasks, tags, text, title
    case untilUs, providerKey, team
    /// Not in the body: the texts that it names.
    case firstText, secondText

    static let shape = BodyShape([
        part("account", .account), part("attempt", .attempt), part("because", .because),
        part("cause", .cause), part("complexity", .complexity), part("content", .content),
        part("context", .context), part("dependencies", .dependencies),
        part("description", .description), part("effective_strategy", .effectiveStrategy),
        part("format", .format), part("key", .key), part("name", .name),
        .object(
            "options",
            [part("routing", .routing), part("strategy", .strategy), part("tags", .tags)]),
        part("outcome", .outcome), part("output_file", .outputFile),
        part("provider_key", .providerKey), part("reason", .reason),
        part("recommended_strategy", .recommendedStrategy), part("result", .result),
        part("source", .source), part("status", .status), part("step_us", .stepUs),
        part("subtask", .subtask), part("subtasks", .subtasks), part("team", .team),
        part("text", .text),
        part("title", .title),
        part("until_us", .untilUs),
    ])

    private static func part(_ name: StaticString, _ field: WorkField) -> BodyShape.Part {
        .value(name, slot: field.rawValue)
    }
}
