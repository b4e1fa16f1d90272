extension RequestDraft {
    /// What the model is told that makes the plan. `wanted` says how many sub-tasks.
    static func plannerWords(_ wanted: String) -> String {
        """
        You break a task into sub-tasks that can be solved one by one, as far as possible at the \
        same time. Make \(wanted) sub-tasks that together cover the whole task and do not overlap.
        Give each a short unique id, a description that can be understood on its own, and a \
        complexity: "simple" for simple edits, formatting and minor changes; "medium" for \
        implementing a feature and debugging; "complex" for architecture, design and complex \
        refactoring. List as dependencies the ids of the sub-tasks whose results it needs, and \
        nothing else; an empty list if it needs none. Recommend a strategy: "parallel" if no \
        sub-task needs another's result, "sequential" if each needs the ones before it, \
        "adaptive" otherwise.
        Answer with one JSON object {"strategy": …, "subtasks": [{"id", "description", \
        "complexity", "dependencies"}]} and nothing else. Write the descriptions in the language \
        of the task.
        """
    }

    static let solverWords = """
        You solve one sub-task of a larger task. Others solve the rest: keep to your sub-task, use \
        the results of earlier ones where they are given, and answer in the language of the task, \
        as Markdown, with the result only.
        """

    static let mergerWords = """
        You merge the results of sub-tasks into one answer to the task. Keep everything that \
        matters, remove repetitions and contradictions, and say so where a result is missing. \
        Answer in the language of the task, as Markdown, with the answer only.
        """
}
