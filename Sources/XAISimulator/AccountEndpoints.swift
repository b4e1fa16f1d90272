import NIOCore

/// The provider's endpoints that describe models and keys.
enum AccountEndpoints {
    /// The day on which every simulated model and key was made, in seconds since 1970.
    private static let created = 1_761_955_200
    private static let createdText = "2025-11-01T00:00:00.000000Z"

    /// `GET /v1/models`.
    static func models() -> Reply {
        .json { buffer in
            buffer.writeStaticString("{\"data\":")
            buffer.writeJSONArray(ModelTable.all) { buffer, model in
                buffer.writeStaticString("{\"id\":")
                buffer.writeJSON(model.name)
                buffer.writeStaticString(",\"created\":")
                buffer.writeJSON(created)
                buffer.writeStaticString(",\"object\":\"model\",\"owned_by\":\"xai\"}")
            }
            buffer.writeStaticString(",\"object\":\"list\"}")
        }
    }

    /// `GET /v1/language-models`: prices are integers in ticks per token.
    static func languageModels() -> Reply {
        .json { buffer in
            buffer.writeStaticString("{\"models\":")
            buffer.writeJSONArray(ModelTable.all) { write($1, to: &$0) }
            buffer.writeStaticString("}")
        }
    }

    private static func write(_ model: SimulatedModel, to buffer: inout ByteBuffer) {
        func write(_ name: String, _ number: some BinaryInteger) {
            buffer.writeStaticString(",")
            buffer.writeJSON(name)
            buffer.writeStaticString(":")
            buffer.writeJSON(number)
        }
        let doubled: Int64 = model.longContextThreshold > 0 ? 2 : 1
        buffer.writeStaticString("{\"id\":")
        buffer.writeJSON(model.name)
        buffer.writeStaticString(",\"fingerprint\":\"fp_simulator\"")
        write("created", created)
        buffer.writeStaticString(",\"object\":\"model\",\"owned_by\":\"xai\",\"version\":\"1.0.0\"")
        buffer.writeStaticString(
            ",\"input_modalities\":[\"text\"],\"output_modalities\":[\"text\"]")
        write("prompt_text_token_price", model.promptTicks)
        write("cached_prompt_text_token_price", model.cachedTicks)
        write("prompt_image_token_price", 0)
        write("completion_text_token_price", model.completionTicks)
        write("prompt_text_token_price_long_context", model.promptTicks * doubled)
        write("cached_prompt_text_token_price_long_context", model.cachedTicks * doubled)
        write("completion_text_token_price_long_context", model.completionTicks * doubled)
        write("long_context_threshold", model.longContextThreshold)
        write("search_price", 0)
        write("max_prompt_length", model.contextTokens)
        buffer.writeStaticString(",\"aliases\":")
        buffer.writeJSONArray(model.aliases) { $0.writeJSON($1) }
        buffer.writeStaticString("}")
    }

    /// `GET /v1/api-key`: a key that is not refused outright is described.
    static func apiKey(_ credential: Credential) -> Reply {
        .json { buffer in
            func write(_ name: String, _ text: String) {
                buffer.writeJSON(name)
                buffer.writeStaticString(":")
                buffer.writeJSON(text)
                buffer.writeStaticString(",")
            }
            buffer.writeStaticString("{")
            write("redacted_api_key", "xai-..." + credential.label.dropFirst())
            write("user_id", credential.teamID)
            write("name", "simulated key")
            write("create_time", createdText)
            write("modify_time", createdText)
            write("modified_by", credential.teamID)
            write("team_id", credential.teamID)
            write("api_key_id", credential.keyID)
            buffer.writeStaticString(
                "\"acls\":[\"api-key:endpoint:*\",\"api-key:model:*\"],\"team_blocked\":false,")
            buffer.writeStaticString("\"api_key_blocked\":")
            buffer.writeJSON(credential.treatment == .blocked)
            buffer.writeStaticString(",\"api_key_disabled\":false}")
        }
    }
}
