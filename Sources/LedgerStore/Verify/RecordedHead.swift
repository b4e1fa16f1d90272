internal import Ledger

/// What a `checkpoint-signed` says of the tree before it.
enum RecordedHead {
    private static let type = Array(CheckpointSigned.type.utf8)

    /// Compares the event, if it is one, with the tree over all events before it. Most events are
    /// none, so this looks at the type's bytes first.
    static func problem(
        _ event: borrowing EventColumns, before tree: Frontier
    ) -> VerificationReport.Problem? {
        guard event.type.count == type.count, event.type.elementsEqual(type) else { return nil }
        let body = BodyFields(event.body)
        let root = body.string("root")
        let size = body.integer("size")
        let expected = tree.root.hexadecimal
        guard size == tree.size, root.map({ $0.elementsEqual(expected.utf8) }) ?? false else {
            return VerificationReport.Problem(
                position: event.position,
                expected: "a checkpoint over \(tree.size) events with the root \(expected)",
                found: "one over \(size.map(String.init) ?? "?") events with the root "
                    + (root.map { String(decoding: $0, as: UTF8.self) } ?? "?"))
        }
        return nil
    }
}
