using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>The resource snapshots that the recorder inside an AppHost writes, one a line, as they arrive.</summary>
internal sealed class EventStream(string path, TimeProvider time)
{
    private readonly List<JsonObject> _events = [];
    private readonly Dictionary<string, JsonObject> _latest = new(StringComparer.Ordinal);
    private long _position;
    private long _lastArrival = time.GetTimestamp();

    public IReadOnlyList<JsonObject> Events => _events;

    /// <summary>How long nothing new has arrived; a health check that reports the same again is not new.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(_lastArrival);

    /// <summary>Takes in what was written since the last call. A line still being written waits for its end.</summary>
    public void Read()
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(_position, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        var end = text.LastIndexOf('\n') + 1;
        if (end == 0)
        {
            return;
        }

        _position += System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, end));
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Add(JsonNode.Parse(line)!.AsObject());
        }
    }

    private void Add(JsonObject change)
    {
        _events.Add(change);
        var said = change.DeepClone().AsObject();
        said.Remove("milliseconds");
        var id = change["id"]?.ToString() ?? "";
        if (!_latest.TryGetValue(id, out var before) || !JsonNode.DeepEquals(before, said))
        {
            _latest[id] = said;
            _lastArrival = time.GetTimestamp();
        }
    }
}
