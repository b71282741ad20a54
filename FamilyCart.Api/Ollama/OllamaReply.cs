namespace FamilyCart.Api.Ollama;

/// <summary>What the model wrote, or why it wrote nothing.</summary>
internal sealed record OllamaReply(string? Content, OllamaFault? Fault)
{
    internal static OllamaReply Failed(OllamaFault fault) => new(null, fault);
}
