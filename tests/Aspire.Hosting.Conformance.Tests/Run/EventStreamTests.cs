using Aspire.Hosting.Conformance.Tests.Suite;
using FamilyCart.Testing;

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

    [Fact]
    public void Read_SameSaidAgainLater_IsKeptButNotNews()
    {
        var time = new ManualTime();
        var stream = new EventStream(_file, time);
        File.WriteAllText(_file, """{"id": "a", "state": "Running", "milliseconds": 1}""" + "\n");
        stream.Read();
        time.Advance(TimeSpan.FromSeconds(3));

        File.AppendAllText(_file, """{"id": "a", "state": "Running", "milliseconds": 3001}""" + "\n");
        stream.Read();

        Assert.Equal(2, stream.Events.Count);
        Assert.Equal(TimeSpan.FromSeconds(3), stream.Quiet);
    }

    [Fact]
    public void Read_SomethingElseSaid_IsNews()
    {
        var time = new ManualTime();
        var stream = new EventStream(_file, time);
        File.WriteAllText(_file, """{"id": "a", "state": "Starting"}""" + "\n");
        stream.Read();
        time.Advance(TimeSpan.FromSeconds(3));

        File.AppendAllText(_file, """{"id": "a", "state": "Running"}""" + "\n");
        stream.Read();

        Assert.Equal(TimeSpan.Zero, stream.Quiet);
    }

    public void Dispose() => File.Delete(_file);
}
