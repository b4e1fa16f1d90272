internal import Ledger
internal import LedgerStore

/// The texts that generated tasks cite. A few hundred, because what is measured is the number of
/// events; every one of them is a real text with a real manifest.
struct GeneratedTexts: Sendable {
    let descriptions: [Sized]
    let answers: [Sized]
    let requests: [Sized]
    let names: [Commitment]

    struct Sized: Sendable {
        let commitment: Commitment
        let bytes: Int
    }

    init(_ log: EventLog) async throws {
        var prose = Prose(seed: 7)
        var blobs: [Blob] = []
        func store(_ text: String) throws -> Sized {
            let blob = try log.blob(text)
            blobs.append(blob)
            return Sized(commitment: blob.commitment, bytes: text.utf8.count)
        }
        descriptions = try (0..<200).map { _ in try store(prose.text(bytes: 80)) }
        answers = try (0..<400).map { _ in try store(prose.text(bytes: 400)) }
        names = try (1...9).map { try store("part-\($0)").commitment }
        let instruction = try store(prose.text(bytes: 300)).commitment
        var requests: [Sized] = []
        for index in 0..<400 {
            let description = descriptions[index % descriptions.count]
            let manifest = Manifest(
                prefix: nil,
                messages: [
                    .init(role: "system", parts: [instruction]),
                    .init(role: "user", parts: [description.commitment]),
                ])
            // One manifest for each description, so the second half finds the first again.
            let stored = try store(manifest.encoded())
            requests.append(
                Sized(commitment: stored.commitment, bytes: 600 + description.bytes))
        }
        self.requests = requests
        let note = try GeneratedTask.note(blobs: blobs.count)
        _ = try await log.append([note], blobs: blobs)
    }
}
