using System.Net;
using System.Net.Http.Headers;
using FamilyCart.ServiceDefaults.Access;
using FamilyCart.ServiceDefaults.Telemetry;
using FamilyCart.ServiceDefaults.Tests.Support;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Tests.Secrets;

public sealed class SecretsAtStartTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private const string Token = "0123456789-abcdefghijklm";

    private readonly SecretsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_PasswordInAFile_OpensTheDatabase()
    {
        var database = await postgres.Server.CreateDatabaseAsync("filed");
        var parts = new NpgsqlConnectionStringBuilder(database.RuntimeConnectionString);
        Assert.False(string.IsNullOrEmpty(parts.Password));
        _folder.Write("familycart-password", parts.Password + "\n");
        parts.Password = null;
        await using var service = await TestService.StartAsync(
            builder => builder.AddPostgres("familycart"),
            settings: [_folder.Setting, ("ConnectionStrings:familycart", $"{parts.ConnectionString};Password={{secret:familycart-password}}")]);

        Assert.Contains("\"database\":{\"status\":\"Healthy\"", await service.Client.GetStringAsync("/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TokenInAFile_IsThatOfTheOperator()
    {
        _folder.Write("operator-token", Token);
        await using var service = await TestService.StartAsync(
            builder => builder.AddAccess(),
            app => app.MapGet("/secret", () => "seen").RequireAuthorization(AccessPolicies.Viewer),
            _folder.Setting,
            ("Operators:ann:Role", "viewer"),
            ("Operators:ann:Token", "{secret:operator-token}"));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(service, Token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(service, "{secret:operator-token}"));
    }

    [Fact]
    public void Build_WhatReadsSettingsWhileItIsAdded_SeesTheSecret()
    {
        _folder.Write("one", "hunter2");
        string? seen = null;
        var app = TestService.Build(
            new LogSink(), builder => seen = builder.Configuration["A:Deep:Key"], _folder.Setting, ("A:Deep:Key", "<{secret:one}>"), ("A:Plain", "plain"));
        Assert.Equal(("<hunter2>", "<hunter2>", "plain"), (seen, app.Configuration["A:Deep:Key"], app.Configuration["A:Plain"]));
    }

    [Fact]
    public void Build_TelemetrySetting_IsReplacedBeforeItIsRead()
    {
        _folder.Write("service-name", "named-by-a-file");
        var app = TestService.Build(new LogSink(), null, _folder.Setting, ("OTEL_SERVICE_NAME", "{secret:service-name}"));
        Assert.Contains("named-by-a-file", $"{app.Services.GetService(typeof(ServiceName))}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_SeveralFaults_ReportsAllWithThoseOfOtherSettings()
    {
        _folder.Write("empty", "").Write("good", "hunter2");
        var (code, text) = await RunAsync(
            [],
            ("A:Key", "{secret:absent}{secret:good}"),
            ("B:Key", "{secret:empty}"),
            ("C:Key", "{secret:../x}"),
            ("D:Key", "{secret:good"),
            ("Telemetry:TraceRatio", "7"));
        Assert.Equal(2, code);
        Assert.StartsWith("The configuration does not allow a start:", text, StringComparison.Ordinal);
        Assert.Equal(["A:Key", "B:Key", "C:Key", "D:Key", "Telemetry:TraceRatio"], Keys(text).Order(StringComparer.Ordinal));
        Assert.Contains($"- A:Key refers to {_folder.PathOf("absent")}, which is missing; write the secret into it, ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("health")]
    [InlineData("preflight")]
    public async Task Verb_SecretMissing_SaysSoAndFails(string verb)
    {
        var (code, text) = await RunAsync([verb], ("A:Key", "{secret:absent}"), ("B:Key", "{secret:absent}"));
        Assert.Equal(1, code);
        Assert.Equal(["A:Key", "B:Key"], Keys(text));
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_FaultThatRepeatsItsValue_ShowsTheReferenceInstead()
    {
        _folder.Write("one", "hunter2").Write("longer", "hunter2-and-more").Write("tiny", "a");
        var (code, text) = await RunAsync(
            [], ("Telemetry:TraceRatio", "{secret:one}"), ("Health:Url", "ftp://{secret:longer}@localhost"), ("A:Key", "{secret:tiny}"));
        Assert.Equal(2, code);
        Assert.Contains("- Telemetry:TraceRatio is '{secret:one}', which is not a number between 0 and 1;", text, StringComparison.Ordinal);
        Assert.Contains("- Health:Url is 'ftp://{secret:longer}@localhost', which is not an absolute http URL;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secrets")]
    [InlineData("/run/{secret:one}")]
    public async Task Serve_FolderThatIsNone_IsAFaultBesideTheFormOfReferences(string folder)
    {
        var (code, text) = await RunAsync([], ("Secrets:Folder", folder), ("A:Key", "{secret:one}"), ("B:Key", "{secret:One}"));
        Assert.Equal((2, "Secrets:Folder,B:Key"), (code, string.Join(',', Keys(text))));
        Assert.Contains($"Secrets:Folder is '{folder}', which is not an absolute path; for example Secrets:Folder=/run/secrets.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutRunService_IsRefusedToo()
    {
        var app = TestService.Build(new LogSink(), null, _folder.Setting, ("A:Key", "{secret:absent}"));
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.StartsWith("A:Key refers to ", Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Keys(string text) => text.Split('\n')
        .Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);

    private static async Task<HttpStatusCode> AskAsync(TestService service, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/secret");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await service.Client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<(int Code, string Text)> RunAsync(string[] args, params (string Key, string? Value)[] settings)
    {
        using var text = new StringWriter();
        var app = TestService.Build(new LogSink(), null, settings.Any(setting => setting.Key == _folder.Setting.Key) ? settings : [_folder.Setting, .. settings]);

        // A service that wrongly starts would run until it is told to stop.
        return (await app.RunServiceAsync(args, text, text).WaitAsync(TimeSpan.FromSeconds(120)), text.ToString());
    }
}
