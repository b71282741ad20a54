using System.Net;
using System.Net.Http.Headers;
using FamilyCart.ServiceDefaults.Access;
using FamilyCart.ServiceDefaults.Secrets;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace FamilyCart.ServiceDefaults.Tests.Secrets;

public sealed class SecretWatchTests : IAsyncLifetime, IDisposable
{
    private const string Name = "operator-token";
    private const string Old = "old-0123456789-abcdefghijklm";
    private const string New = "new-0123456789-abcdefghijklm";
    private const string Others = "other-0123456789-abcdefghijklm";
    private const int Replaced = 4770;
    private const int Faulty = 4771;

    private readonly SecretsFolder _folder = new();
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _folder.Write(Name, Old + "\n").Write("ci-token", Others);
        _service = await TestService.StartAsync(
            builder =>
            {
                TestService.UseManualTime(builder);
                builder.AddAccess();
            },
            app => app.MapGet("/secret", () => "seen").RequireAuthorization(AccessPolicies.Ci),
            _folder.Setting,
            ("Operators:ann:Role", "operator"),
            ("Operators:ann:Token", $"{{secret:{Name}}}"),
            ("Operators:ci:Role", "ci"),
            ("Operators:ci:Token", "{secret:ci-token}"));
        await _service.Time.TimerAsync(SecretWatch.Interval);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(New, false, true)]
    [InlineData(New + "\n" + Old + "\n", true, true)]
    [InlineData(Old + "\r\n" + New, true, true)]
    public async Task File_Changes_ItsSecretsAreTaken(string text, bool takesOld, bool takesNew)
    {
        await WriteAsync(text);
        Assert.Equal((takesOld, takesNew, true), (await IsTakenAsync(Old), await IsTakenAsync(New), await IsTakenAsync(Others)));
        Assert.Single(_service.Logs.Lines, line => line.Event == Replaced);
        Assert.DoesNotContain(_service.Logs.Lines, line => line.Event == Faulty);
        Assert.DoesNotContain(_service.Logs.Lines, line => line.Text.Contains(New, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("short")]
    [InlineData(New + "\nshort")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("changeme-changeme-changeme-2026")]
    [InlineData("new with blanks 0123456789 and more")]
    [InlineData(New + "\n" + Old + "\n" + Others)]
    [InlineData(Others)]
    [InlineData(New + "\n" + Others)]
    public async Task File_IsAtFault_LeavesTheSecretAndSaysSoOnce(string text)
    {
        await WriteAsync(text);
        await TickAsync();
        Assert.Equal((true, false, true), (await IsTakenAsync(Old), await IsTakenAsync(New), await IsTakenAsync(Others)));
        var line = Assert.Single(_service.Logs.Lines, line => line.Event == Faulty);
        Assert.Contains(Name, line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(New, line.Text, StringComparison.Ordinal);
        Assert.Contains($"familycart_secret_faults_total{{", await _service.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);

        await WriteAsync(New);
        Assert.Equal((false, true), (await IsTakenAsync(Old), await IsTakenAsync(New)));
    }

    [Fact]
    public async Task File_IsGone_LeavesTheSecret()
    {
        File.Delete(_folder.PathOf(Name));
        await TickAsync();
        Assert.True(await IsTakenAsync(Old));
        Assert.Contains(_service.Logs.Lines, line => line.Event == Faulty && line.Text.Contains("is missing", StringComparison.Ordinal));
    }

    private async Task WriteAsync(string text)
    {
        _folder.Write(Name, text);
        await TickAsync();
    }

    // The loop goes on by itself after the clock was moved, and then waits again.
    private async Task TickAsync()
    {
        _service.Time.Advance(SecretWatch.Interval);
        await _service.Time.TimerAsync(SecretWatch.Interval);
    }

    private async Task<bool> IsTakenAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/secret");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _service.Client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
