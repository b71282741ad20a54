namespace GatewayBench;

/// <summary>A folder of files that go when the part is over.</summary>
internal sealed class BenchFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("gateway-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
