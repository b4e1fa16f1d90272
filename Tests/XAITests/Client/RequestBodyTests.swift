import Foundation
import Testing

@testable import XAI

@Suite("The request's body")
struct RequestBodyTests {
    private func object(_ request: EncodedChatRequest) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(request.body))
        return try #require(object as? [String: Any])
    }

    @Test("A plain question has nothing that was not asked for")
    func plain() {
        let body = String(decoding: Calls.request("ping").body, as: UTF8.self)
        #expect(
            body == """
                {"model":"grok-3-mini","messages":[{"role":"user","content":"ping"}],\
                "max_completion_tokens":64}
                """)
    }

    @Test("Streaming asks for the usage too, and a schema is to be followed strictly")
    func options() throws {
        let schema = ResponseSchema(name: "plan", json: "{\"type\":\"object\"}")
        let body = try object(Calls.request("x", streams: true, schema: schema))
        #expect(body["stream"] as? Bool == true)
        #expect(body["stream_options"] as? [String: Bool] == ["include_usage": true])
        let format = try #require(body["response_format"] as? [String: Any])
        #expect(format["type"] as? String == "json_schema")
        let inner = try #require(format["json_schema"] as? [String: Any])
        #expect(inner["name"] as? String == "plan" && inner["strict"] as? Bool == true)
        #expect(inner["schema"] as? [String: String] == ["type": "object"])
    }

    @Test("Every text arrives as it was, byte-order mark, controls and all")
    func texts() throws {
        let text = "\"quotes\" \u{FEFF} \\ / \u{0}\u{1}\u{1F}\u{7F} \r\n\t \u{2028} é 中文 😀"
        let roles = ChatMessage.Role.allCases
        let request = ChatRequest(
            model: text, messages: roles.map { ChatMessage(role: $0, content: text) },
            completionTokensMax: 1, streams: false, conversation: "c")
        let body = try object(request.encoded())
        #expect(body["model"] as? String == text)
        let messages = try #require(body["messages"] as? [[String: String]])
        #expect(messages.map { $0["role"] } == ["system", "user", "assistant"])
        #expect(messages.allSatisfy { $0["content"] == text })
    }

    @Test("A byte-order mark at the beginning of a text is part of it")
    func byteOrderMark() {
        let body = Calls.request("\u{FEFF}中").body
        #expect(body.contains([0x22, 0xEF, 0xBB, 0xBF] + Array("中\"".utf8)))
    }

    @Test("The bytes that are counted are the bytes that are sent")
    func byteCount() {
        let request = Calls.request("中")
        #expect(request.byteCount == request.body.count)
        #expect(request == Calls.request("中"))
    }
}
