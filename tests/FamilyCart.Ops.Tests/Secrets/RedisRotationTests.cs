using System.Globalization;
using FamilyCart.Ops.Secrets;
using FamilyCart.Ops.Secrets.Rotation;
using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Secrets;

public sealed class RedisRotationTests : IAsyncLifetime, IDisposable
{
    private const string Name = "uat-redis-password";
    private const string Rendered = "redis-exporter-passwords";

    private readonly PublishedFolder _folder = new();
    private RedisServer _redis = null!;
    private ReadingService _service = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        Add();
        _service = await ReadingService.StartAsync(_folder, ("ConnectionStrings:redis", $"127.0.0.1,password={{secret:{Name}}}"));
        Add(_service.AsReader("uat-api-blue"), new SecretReader("uat-redis-exporter", Once: false, null), new SecretReader("uat-redis", Once: false, null));
        _folder.Serve("uat-redis", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_redis.Port}"))
            .Render(Rendered, $$"""{"redis://uat-redis:6379":"{secret:{{Name}}}"}""");
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _redis.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rotate_EachConnectionIsNew_NoneIsRefused()
    {
        RotationResult? result = null;
        var faults = await Rotating.WhileAsync(
            async () => result = await Rotating.RunAsync(_folder, Name),
            async () =>
            {
                // What is in the file when one begins, and what a service has that looks at it later.
                var password = Current();
                return await EntersAsync(password) || Current() != password ? null : "refused";
            });

        Assert.Empty(faults);
        Assert.Equal((true, false), (await EntersAsync(Current()), await EntersAsync(_redis.Password)));
        Assert.Equal($$"""{"redis://uat-redis:6379":"{{Current()}}"}""", _folder.LinesOf(Rendered).Single());
        Assert.Equal(["uat-redis-exporter"], result!.Restart);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Rotate_KilledAtAStep_PasswordOfTheFileIsTakenAndItEndsWellWhenRepeated(int step)
    {
        using var session = await RedisLink.ConnectAsync("127.0.0.1", _redis.Port, CancellationToken.None);
        Assert.True(await session.DoAsync(CancellationToken.None, "AUTH", "default", _redis.Password));

        await Assert.ThrowsAsync<KilledException>(() => Rotating.RunAsync(_folder, Name, killAt: step));
        Assert.True(await EntersAsync(Current()));
        await Rotating.RunAsync(_folder, Name);

        Assert.Single(_folder.LinesOf(Name));
        Assert.Equal((true, false), (await EntersAsync(Current()), await EntersAsync(_redis.Password)));
        Assert.True(await session.DoAsync(CancellationToken.None, "SET", "key", "value"));
    }

    [Fact]
    public async Task Rotate_ServerKnowsNoneOfTheFile_ChangesNothing()
    {
        _folder.Add(Name, "not-what-the-server-knows", new SecretUse("redis", "uat-redis", null, null));
        var fault = await Assert.ThrowsAsync<RotationException>(() => Rotating.RunAsync(_folder, Name));
        Assert.Contains(Name, fault.Message, StringComparison.Ordinal);
        Assert.True(await EntersAsync(_redis.Password));
    }

    private void Add(params SecretReader[] readers) => _folder.Add(Name, _redis.Password, new SecretUse("redis", "uat-redis", null, null), readers: readers);

    private string Current() => _folder.LinesOf(Name)[0];

    private async Task<bool> EntersAsync(string password)
    {
        using var link = await RedisLink.ConnectAsync("127.0.0.1", _redis.Port, CancellationToken.None);
        return await link.DoAsync(CancellationToken.None, "AUTH", "default", password);
    }
}
