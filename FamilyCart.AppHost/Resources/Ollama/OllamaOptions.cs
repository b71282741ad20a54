namespace FamilyCart.AppHost.Resources.Ollama;

/// <summary>The optional local model: section <c>Ollama</c>.</summary>
internal sealed record OllamaOptions
{
    public required bool Enabled { get; init; }

    public required string Model { get; init; }

    public required int MemoryMegabytes { get; init; }

    public required int Cpus { get; init; }
}
