using System.Net;
using System.Text;
using Aspire.DashboardService.Proto.V1;
using Aspire.Hosting.Dashboard.ResourceService;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>Framing, keys and addresses: what holds for every call.</summary>
public sealed class GrpcTests
{
    private const string Method = "GetApplicationInformation";

    [Fact]
    public async Task Call_RightKey_IsAnsweredOnceAndEndsWell()
    {
        await using var run = await ResourceServiceRun.StartAsync();

        using var reply = await run.CallAsync(Method, new ApplicationInformationRequest());

        Assert.Equal("application/grpc", reply.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Shop", (await reply.NextAsync(ApplicationInformationResponse.Parser))?.ApplicationName);
        Assert.Null(await reply.NextAsync(ApplicationInformationResponse.Parser));
        Assert.Equal((0, null), await reply.EndAsync());
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("0123456789abcdeF")]
    [InlineData("0123456789abcdef0")]
    [InlineData(ResourceServiceRun.Key, ResourceServiceRun.Key)]
    public async Task Call_WrongKey_IsRefused(params string[] keys)
    {
        await using var run = await ResourceServiceRun.StartAsync();

        using var reply = await run.CallAsync(Method, ResourceServiceRun.Framed([]), keys);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Response.StatusCode);
        Assert.Equal((16, "The key is missing or wrong."), await reply.EndAsync());
    }

    [Fact]
    public async Task Call_UnknownMethod_IsUnimplementedAndNamesThePackage()
    {
        await using var run = await ResourceServiceRun.StartAsync();

        using var reply = await run.CallAsync("UploadFile", new ApplicationInformationRequest());

        Assert.Equal((12, "'UploadFile' needs the package Aspire.Hosting."), await reply.EndAsync());
    }

    [Fact]
    public async Task Call_OtherContent_IsRefused()
    {
        await using var run = await ResourceServiceRun.StartAsync();

        using var reply = await run.CallAsync(Method, Encoding.UTF8.GetBytes("{}"), [ResourceServiceRun.Key], "application/json");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.Response.StatusCode);
    }

    public static TheoryData<byte[], int> BadMessages => new()
    {
        { ResourceServiceRun.Framed([1, 2], flag: 1), 12 },
        { ResourceServiceRun.Framed([], length: 64 * 1024 + 1), 8 },
        { ResourceServiceRun.Framed([], length: uint.MaxValue), 8 },
        { ResourceServiceRun.Framed([1, 2], length: 3), 13 },
        { [0, 0], 13 },
        { [], 13 },
        { ResourceServiceRun.Framed([0xff]), 13 }
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task Call_BadMessage_EndsWithItsStatus(byte[] body, int status)
    {
        await using var run = await ResourceServiceRun.StartAsync();

        using var reply = await run.CallAsync(Method, body, [ResourceServiceRun.Key]);

        Assert.Null(await reply.NextAsync(ApplicationInformationResponse.Parser));
        Assert.Equal(status, (await reply.EndAsync()).Status);
    }

    [Fact]
    public async Task Start_AddressOfAllNetworks_IsRefused()
    {
        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => ResourceServiceRun.StartAsync("http://0.0.0.0:0"));

        Assert.StartsWith(ResourceServiceHost.AddressKey, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_OfTwoRuns_AreFresh()
    {
        string[] names = [DashboardRequests.ApiKeyKey, "AppHost:BrowserToken", "AppHost:OtlpApiKey"];
        var keys = new[] { Orchestrator.CreateBuilder(), Orchestrator.CreateBuilder() }
            .SelectMany(builder => names.Select(name => builder.Configuration[name]!)).ToArray();

        Assert.All(keys, key => Assert.Equal(32, key.Length));
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }
}
