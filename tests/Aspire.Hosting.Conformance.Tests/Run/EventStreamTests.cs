using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Run;

public sealed class EventStreamTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Read_LineStillBeingWritten_WaitsForItsEnd()
    {
        var stream = new EventStream(_file, TimeProvider.System);
        File.WriteAllText(_file, """
            {"name": "ä"}
            {"name": "b"
            """);
        stream.Read();
        Assert.Equal(["ä"], stream.Events.Select(change => change["name"].Text()));

        File.AppendAllText(_file, "}\n");
        stream.Read();

        Assert.Equal(["ä", "b"], stream.Events.Select(change => change["name"].Text()));
    }

    public void Dispose() => File.Delete(_file);
}
