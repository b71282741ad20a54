namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>The private temporary folder of one run: home, recording, captures, and whatever the AppHost puts into it.</summary>
internal sealed class RunFolder : IDisposable
{
    // Short, since sockets below it have paths of at most 108 bytes.
    public string Root { get; } = Directory.CreateTempSubdirectory("conf").FullName;

    public string Home => Path.Combine(Root, "home");

    public string Tools => Path.Combine(Root, "tools");

    public string Record => Path.Combine(Root, "record");

    public string Capture => Path.Combine(Root, "capture");

    public string OutputFile => Path.Combine(Root, "output.txt");

    public string EventsFile => Path.Combine(Record, "events.jsonl");

    public string AskFile => Path.Combine(Record, "ask");

    public string ModelFile => Path.Combine(Record, "model.json");

    /// <summary>The orchestrator's kubeconfig once it has written one.</summary>
    public string? Kubeconfig => Directory
        .EnumerateDirectories(Root, "aspire-dcp*")
        .Select(session => Path.Combine(session, "kubeconfig"))
        .FirstOrDefault(File.Exists);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // The orchestrator may still be writing its last log line; a leftover in the temporary folder fails no run.
        }
    }
}
