/// The provider's endpoints that describe models and keys.
enum AccountEndpoints {
    /// The day on which every simulated model and key was made, in seconds since 1970.
    private static let created = 1_761_955_200
    private static let createdText = "2025-11-01T00:00:00.000000Z"

    /// `GET /v1/models`.
    static func models() -> Reply {
        .json { json in
            json.raw("{\"data\":")
            json.write(array: ModelTable.all) { writeName($1, to: &$0) }
            json.raw(",\"object\":\"list\"}")
        }
    }

    /// `GET /v1/models/{id}`.
    static func model(_ model: SimulatedModel) -> Reply {
        .json { writeName(model, to: &$0) }
    }

    private static func writeName(_ model: SimulatedModel, to json: inout JSONText) {
        json.raw("{\"id\":")
        json.write(model.name)
        json.raw(",\"created\":")
        json.write(created)
        json.raw(",\"object\":\"model\",\"owned_by\":\"xai\"}")
    }

    /// `GET /v1/language-models`: prices are integers in ticks per token.
    static func languageModels() -> Reply {
        .json { json in
            json.raw("{\"models\":")
            json.write(array: ModelTable.all) { write($1, to: &$0) }
            json.raw("}")
        }
    }

    private static func write(_ model: SimulatedModel, to json: inout JSONText) {
        func write(_ name: String, _ number: Int64) {
            json.raw(",")
            json.write(name)
            json.raw(":")
            json.write(number)
        }
        let doubled: Int64 = model.longContextThreshold > 0 ? 2 : 1
        json.raw("{\"id\":")
        json.write(model.name)
        json.raw(",\"fingerprint\":\"fp_simulator\"")
        write("created", Int64(created))
        json.raw(",\"object\":\"model\",\"owned_by\":\"xai\",\"version\":\"1.0.0\"")
        json.raw(
            ",\"input_modalities\":[\"text\"],\"output_modalities\":[\"text\"]")
        write("prompt_text_token_price", model.promptTicks)
        write("cached_prompt_text_token_price", model.cachedTicks)
        write("prompt_image_token_price", 0)
        write("completion_text_token_price", model.completionTicks)
        write("prompt_text_token_price_long_context", model.promptTicks * doubled)
        write("cached_prompt_text_token_price_long_context", model.cachedTicks * doubled)
        write("completion_text_token_price_long_context", model.completionTicks * doubled)
        write("long_context_threshold", Int64(model.longContextThreshold))
        write("search_price", 0)
        write("max_prompt_length", Int64(model.contextTokens))
        json.raw(",\"aliases\":")
        json.write(array: model.aliases) { $0.write($1) }
        json.raw("}")
    }

    /// `GET /v1/api-key`: a key that is not refused outright is described.
    static func apiKey(_ credential: Credential) -> Reply {
        .json { json in
            func write(_ name: String, _ text: String) {
                json.write(name)
                json.raw(":")
                json.write(text)
                json.raw(",")
            }
            json.raw("{")
            write("redacted_api_key", "xai-..." + credential.label.dropFirst())
            write("user_id", credential.teamID)
            write("name", "simulated key")
            write("create_time", createdText)
            write("modify_time", createdText)
            write("modified_by", credential.teamID)
            write("team_id", credential.teamID)
            write("api_key_id", credential.keyID)
            json.raw(
                "\"acls\":[\"api-key:endpoint:*\",\"api-key:model:*\"],\"team_blocked\":false,")
            json.raw("\"api_key_blocked\":")
            json.write(credential.treatment == .blocked)
            json.raw(",\"api_key_disabled\":")
            json.write(credential.treatment == .disabled)
            json.raw("}")
        }
    }
}
