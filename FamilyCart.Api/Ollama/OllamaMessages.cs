using System.Text.Json.Nodes;

namespace FamilyCart.Api.Ollama;

/// <summary>The body of <c>POST /api/chat</c>.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Messages">What was said so far.</param>
/// <param name="Format">The JSON schema of the answer.</param>
/// <param name="Stream">Whether the answer comes in pieces.</param>
/// <param name="KeepAlive">How long the model stays in memory after the answer, such as <c>30m</c>.</param>
/// <param name="Options">How the model chooses its words.</param>
internal sealed record ChatRequest(
    string Model, IReadOnlyList<ChatMessage> Messages, JsonObject Format, bool Stream, string KeepAlive, ChatOptions Options);

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What was said.</param>
internal sealed record ChatMessage(string? Role, string? Content);

/// <param name="Temperature">0 for the most likely words only.</param>
/// <param name="Seed">The same for the same words.</param>
/// <param name="NumPredict">The most tokens of an answer.</param>
internal sealed record ChatOptions(double Temperature, int Seed, int NumPredict);

/// <summary>The answer to <c>POST /api/chat</c>.</summary>
internal sealed record ChatResponse(ChatMessage? Message);

/// <summary>The answer to <c>GET /api/tags</c>: the models that the server has.</summary>
internal sealed record TagsResponse(IReadOnlyList<Tag?>? Models);

/// <param name="Name">The model's name with its tag.</param>
internal sealed record Tag(string? Name);
