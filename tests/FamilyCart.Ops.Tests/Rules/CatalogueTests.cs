using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Restoring;

namespace FamilyCart.Ops.Tests.Rules;

public sealed class CatalogueTests
{
    // Two servers one after the other: the second's log begins anew, with lower names.
    private const string Json = """
        [{"archive":[
            {"database":{"id":1,"repo-key":1},"id":"15-1","max":"000000030000000000000009","min":"000000010000000000000001"},
            {"database":{"id":2,"repo-key":1},"id":"15-2","max":"000000010000000000000004","min":"000000010000000000000001"}],
          "backup":[
            {"database":{"id":1,"repo-key":1},"error":false,"info":{"size":10,"repository":{"delta":1}},"label":"20261101-000000F","archive":{"stop":"000000030000000000000004"},"lsn":{"stop":"0/4000050"},"timestamp":{"start":1793491200,"stop":1793491260},"type":"full"},
            {"database":{"id":2,"repo-key":1},"error":false,"info":{"size":10,"repository":{"delta":1}},"label":"20261120-000000F","archive":{"stop":"000000010000000000000002"},"lsn":{"stop":"0/2000050"},"timestamp":{"start":1795132800,"stop":1795132860},"type":"full"},
            {"database":{"id":2,"repo-key":1},"error":true,"info":{"size":10,"repository":{"delta":1}},"label":"20261121-000000F","archive":{"stop":"000000010000000000000003"},"lsn":{"stop":"0/3000050"},"timestamp":{"start":1795219200,"stop":1795219260},"type":"full"},
            {"database":{"id":2,"repo-key":1},"error":false,"annotation":{"restore-point":"release-7"},"info":{"size":10,"repository":{"delta":1}},"label":"20261120-000000F_20261122-000000I","archive":{"stop":"000000010000000000000004"},"lsn":{"stop":"0/4000050"},"timestamp":{"start":1795305600,"stop":1795305660},"type":"incr"}],
          "db":[{"id":1,"repo-key":1,"system-id":11,"version":"14"},{"id":2,"repo-key":1,"system-id":12,"version":"15"}],"name":"uat","repo":[{"key":1,"status":{"code":0}}],"status":{"code":0,"message":"ok"}}]
        """;

    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_TwoServers_TellsOfTheOneThatLives()
    {
        var catalogue = Catalogue.Read(Json);

        Assert.Equal(["20261120-000000F", "20261120-000000F_20261122-000000I"], catalogue.Backups.Select(backup => backup.Label));
        Assert.Equal(("000000010000000000000004", "15-2", "15"), (catalogue.LastSegment, catalogue.Archives[BackupSource.Repository], catalogue.Version));
        Assert.Equal([BackupSource.Repository], catalogue.Begun);
    }

    [Theory]
    [InlineData("latest", "20261120-000000F_20261122-000000I")]
    [InlineData("release-7", "20261120-000000F_20261122-000000I")]
    [InlineData("2026-11-21T00:00:00Z", "20261120-000000F")]
    [InlineData("2026-11-20T00:00:30Z", null)]
    [InlineData("2026-11-22T12:00:01Z", null)]
    [InlineData("release-8", null)]
    public void Choose_Target_TakesTheNewestBackupThatLeadsThere(string target, string? label)
    {
        var (plan, reason) = RestorePlan.Choose(Catalogue.Read(Json), RestoreTarget.Parse(target)!, s_now);

        Assert.Equal((label, null), (plan?.Backup.Label, plan?.Timeline));
        Assert.Equal(label is null, reason is not null);
    }

    [Fact]
    public void Choose_NothingThere_SaysHowToBegin() =>
        Assert.Contains("ops backup", RestorePlan.Choose(Catalogue.Empty, RestoreTarget.Latest, s_now).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(12, 2)]
    [InlineData(13, 1)]
    public void Read_CopyOfTheSameOrAnotherServer_TellsOfTheFirstOnesOnly(int ofCopy, int backups)
    {
        // Where the first one was begun anew, the same server has different numbers in the two.
        var catalogue = Catalogue.Read($$$"""
            [{"archive":[
                {"database":{"id":2,"repo-key":1},"id":"15-2","max":"000000010000000000000004","min":"000000010000000000000001"},
                {"database":{"id":1,"repo-key":2},"id":"15-1","max":"000000010000000000000009","min":"000000010000000000000001"}],
              "backup":[
                {"database":{"id":2,"repo-key":1},"error":false,"info":{"size":10,"repository":{"delta":1}},"label":"one","archive":{"stop":"000000010000000000000002"},"lsn":{"stop":"0/2000050"},"timestamp":{"start":1795132800,"stop":1795132860},"type":"full"},
                {"database":{"id":1,"repo-key":2},"error":false,"info":{"size":10,"repository":{"delta":1}},"label":"two","archive":{"stop":"000000010000000000000003"},"lsn":{"stop":"0/3000050"},"timestamp":{"start":1795219200,"stop":1795219260},"type":"full"}],
              "db":[{"id":1,"repo-key":1,"system-id":11,"version":"15"},{"id":2,"repo-key":1,"system-id":12,"version":"15"},{"id":1,"repo-key":2,"system-id":{{{ofCopy}}},"version":"15"}],
              "name":"uat","repo":[{"key":1,"status":{"code":0}},{"key":2,"status":{"code":0}}],"status":{"code":0}}]
            """);

        Assert.Equal(new[] { ("one", BackupSource.Repository), ("two", BackupSource.Copy) }.Take(backups), catalogue.Backups.Select(backup => (backup.Label, backup.In)));
        Assert.Equal(backups, catalogue.Archives.Count);
        Assert.Equal(backups == 1 ? "000000010000000000000004" : "000000010000000000000009", catalogue.LastSegment);
        Assert.Equal([BackupSource.Repository, BackupSource.Copy], catalogue.Begun.Order());
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 99, 2)]
    public void Read_OneRepositoryOfTwoIsLost_TellsWhich(int first, int second, int begun) => Assert.Equal([(BackupSource)begun], Catalogue.Read(
        $$$"""[{"archive":[],"backup":[],"db":[],"name":"uat","repo":[{"key":1,"status":{"code":{{{first}}} }},{"key":2,"status":{"code":{{{second}}} }}],"status":{"code":4,"message":"different across repos"}}]""").Begun);

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"archive":[],"backup":[],"db":[],"name":"uat","repo":[{"key":1,"status":{"code":1,"message":"missing stanza path"}}],"status":{"code":1,"message":"missing stanza path"}}]""")]
    public void Read_NewRepository_IsNotBegun(string json) => Assert.Empty(Catalogue.Read(json).Begun);
}
