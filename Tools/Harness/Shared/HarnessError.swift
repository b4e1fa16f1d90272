/// Why the harness itself could not do its work: one sentence. What it finds wrong with the program
/// is a ``Violation``, not an error.
struct HarnessError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
