/// Names and values one below the other, and texts below a heading.
enum Fields {
    /// The columns that the names take.
    static let nameWidth = 16

    static func text(_ rows: [(name: String, value: String)]) -> String {
        rows.map { name, value in
            let padding = String(repeating: " ", count: max(1, nameWidth - name.count - 1))
            return name + ":" + padding + value + "\n"
        }.joined()
    }

    /// Every line of `text` two columns further right, the last one ended.
    static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "\n" : "  " + $0 + "\n" }.joined()
    }
}
