internal import Foundation
internal import Ledger
internal import LedgerStore

/// A text that an event cites, to be read: the messages of a call with their roles, everything else
/// as it is.
struct EventContent: Encodable {
    struct Message: Encodable {
        let role: String
        let content: String
    }

    private static let redacted = "[redacted]"

    /// Where the body cites it, such as `text` or `blobs[3]`.
    let key: String
    let commitment: String
    /// Null for the messages of a call.
    @Nullable var content: String?
    /// Null for everything else, and when the list of the messages itself is gone.
    @Nullable var messages: [Message]?

    /// The texts of `record`, in the order of the keys in its body.
    static func texts(of record: EventRecord, in ledger: LedgerReader) throws -> [EventContent] {
        let cited = CitedTexts(record)
        let isKnown = Event.knownTypes.contains(record.type)
        let names = Set(cited.texts)
        var found: [EventContent] = []
        for (key, commitment) in places(in: record.body) where names.contains(commitment) {
            do {
                found.append(
                    cited.manifests.contains(commitment)
                        ? try messages(key, commitment, ledger)
                        : EventContent(
                            key: key, commitment: commitment.hexadecimal,
                            content: try ledger.readable(commitment), messages: nil))
            } catch LedgerStoreError.unknownBlob where !isKnown {
                // Not everything that looks like a text's name in another program's event is one.
            }
        }
        return found
    }

    private static func messages(
        _ key: String, _ commitment: Commitment, _ ledger: LedgerReader
    ) throws -> EventContent {
        let messages = try ledger.messages(of: commitment)?.map {
            Message(role: $0.role, content: $0.content ?? redacted)
        }
        return EventContent(
            key: key, commitment: commitment.hexadecimal,
            content: messages == nil ? redacted : nil, messages: messages)
    }

    /// Every string of the body that could be the name of a text, with where it stands.
    private static func places(in body: String) -> [(key: String, commitment: Commitment)] {
        let value = try? JSONSerialization.jsonObject(with: Data(body.utf8))
        return value.map { places(in: $0, key: "") } ?? []
    }

    private static func places(
        in value: Any, key: String
    ) -> [(key: String, commitment: Commitment)] {
        if let text = value as? String {
            return Commitment(hexadecimal: text).map { [(key, $0)] } ?? []
        }
        if let members = value as? [String: Any] {
            return members.sorted { $0.key < $1.key }.flatMap {
                places(in: $0.value, key: key.isEmpty ? $0.key : "\(key).\($0.key)")
            }
        }
        guard let elements = value as? [Any] else { return [] }
        return elements.enumerated().flatMap { places(in: $0.element, key: "\(key)[\($0.offset)]") }
    }

    // MARK: - For people

    /// A heading and the text below it, with an empty line above each.
    var text: String {
        var text = "\n\(key) (\(commitment))"
        if let content {
            return content == Self.redacted
                ? text + ": \(content)\n" : text + "\n\n" + Self.ended(content)
        }
        text += "\n"
        for message in messages ?? [] {
            text += "\n\(message.role):\n" + Fields.indented(message.content)
        }
        return text
    }

    private static func ended(_ text: String) -> String {
        text.hasSuffix("\n") ? text : text + "\n"
    }
}
