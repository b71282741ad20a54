using System.Collections.Concurrent;
using System.Diagnostics;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Sockets;

[Collection(ApiCollection.Name)]
public sealed class TokenSecrecyTests(ApiFixture fixture)
{
    [Fact]
    public async Task Token_InTheAddressOfASocket_IsInNoLogAndNoTrace()
    {
        // What an operator turns on while looking for a fault, and what a collector makes ASP.NET Core write into spans.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
                ["Logging:LogLevel:Npgsql"] = "Trace",
                [$"Logging:{typeof(LogCollector).FullName}:LogLevel:Default"] = "Trace",
                [$"Logging:{typeof(LogCollector).FullName}:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
            });
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue(
                $"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.Select(e => e.Name))}"),
        };
        ActivitySource.AddActivityListener(listener);

        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        using (var socket = await SocketClient.JoinAsync(api, listId, ann))
        {
            await ann.AddItemAsync(listId);
            await socket.NextAsync();
            await socket.CloseAsync();
        }

        await api.DisposeAsync();
        Assert.Contains(spans, span => span.Contains("/api/v1/ws/lists/", StringComparison.Ordinal));
        Assert.Contains(api.Logs.Lines, line => line.Text.Contains("/api/v1/ws/lists/", StringComparison.Ordinal));
        Assert.DoesNotContain(spans, span => span.Contains(ann.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(api.Logs.Lines, line => line.Text.Contains(ann.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(api.Logs.Lines, line => line.Text.Contains(Person.Password, StringComparison.Ordinal));
    }
}
