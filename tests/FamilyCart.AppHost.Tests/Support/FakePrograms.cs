namespace FamilyCart.AppHost.Tests.Support;

/// <summary>Programs of the test's own, found in PATH before any other of their name.</summary>
internal sealed class FakePrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public FakePrograms(string script, params string[] names)
    {
        foreach (var name in names)
        {
            _folder.WriteProgram(name, script);
        }

        Environment.SetEnvironmentVariable("PATH", $"{_folder.Path}:{_path}");
    }

    /// <summary>A container engine that answers every question, as far as choosing the runtime goes, or none.</summary>
    public static FakePrograms Engine(bool answers = true) => new(answers ? "exit 0" : "exit 1", "docker", "podman");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }
}
