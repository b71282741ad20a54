namespace FamilyCart.AppHost.Tests.Support;

/// <summary>A docker in PATH that answers every question, as far as choosing the runtime goes.</summary>
internal sealed class FakeEngine : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public FakeEngine(bool answers = true)
    {
        foreach (var engine in new[] { "docker", "podman" })
        {
            _folder.WriteProgram(engine, answers ? "exit 0" : "exit 1");
        }

        Environment.SetEnvironmentVariable("PATH", $"{_folder.Path}:{_path}");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }
}
