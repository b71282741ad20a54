namespace FamilyCart.AppHost.Resources.Ollama;

/// <summary>One model of an Ollama server; its state tells how far the download is.</summary>
internal sealed class OllamaModelResource(string name, IResource server, string model) : Resource(name), IResourceWithParent<IResource>
{
    public IResource Parent { get; } = server;

    public string Model { get; } = model;
}
