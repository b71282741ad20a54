using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Drivers;

public sealed class UserIdsTests : IDisposable
{
    private const int First = 48_001;

    private readonly string _folder = Directory.CreateTempSubdirectory("ids-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Take_AfterARestart_GoesOnWhereItWas()
    {
        Assert.Equal([First, First + 1], [Take(), Take()]);

        Assert.Equal(First + 2, Take());
    }

    [Fact]
    public void Take_AllUsedOnce_BeginsAnewWithoutThoseThatArePresent()
    {
        File.WriteAllText(Path.Combine(_folder, ".last-user"), $"{First + ProcessDriverSettings.UserIds - 1}");

        Assert.Equal(First + 2, Take(First, First + 1));
    }

    [Fact]
    public void Take_IdOfAnAccount_IsLeftOut()
    {
        const int nobody = 65_534;

        Assert.NotEqual(nobody, new UserIds(Some.DriverSettings(null, _folder, nobody)).Take(() => new HashSet<int>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("0")]
    [InlineData("99999999999999")]
    public void Take_NoteIsBroken_BeginsAnew(string note)
    {
        File.WriteAllText(Path.Combine(_folder, ".last-user"), note);

        Assert.Equal(First, Take());
    }

    private int Take(params int[] present) => new UserIds(Some.DriverSettings(null, _folder, First)).Take(() => present.ToHashSet());
}
