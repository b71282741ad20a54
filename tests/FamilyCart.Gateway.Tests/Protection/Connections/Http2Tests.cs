using FamilyCart.Gateway.Tests.Support;
using static FamilyCart.Gateway.Tests.Support.Http2Frames;

namespace FamilyCart.Gateway.Tests.Protection.Connections;

public sealed class Http2Tests
{
    [Fact]
    public async Task Streams_OneTooManyAtOnce_IsRefused()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await StartAsync(blue);
        using var client = await RawClient.ConnectAsync(gateway.PublicPort);

        await client.SendAsync(Hello + Ask(1) + Ask(3) + Ask(5));
        var answer = await client.ReadUntilAsync(text => Frames(text).Any(frame => frame is (Reset, 5, _)));

        Assert.Contains(Frames(answer), frame => frame is (Reset, 5, _));
        Assert.DoesNotContain(Frames(answer), frame => frame.Type == Headers);
    }

    // CVE-2023-44487: each stream is cancelled as soon as it is begun, so that it never counts as open.
    [Fact]
    public async Task Streams_ResetRapidly_EndTheConnectionAndNobodyElses()
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var gateway = await StartAsync(blue);
        using var client = await RawClient.ConnectAsync(gateway.PublicPort);
        var reading = client.ReadToEndAsync();

        await client.SendAsync(Hello);
        var stream = 1;
        while (stream < 2_000_000 && !reading.IsCompleted && await client.SendAsync(string.Concat(Enumerable.Range(0, 500).Select(index => Ask(stream + (2 * index)) + Cancel(stream + (2 * index))))))
        {
            stream += 1_000;
        }

        // The farewell may be lost when the connection is reset for what nobody read any more.
        // Kestrel says ENHANCE_YOUR_CALM, or INTERNAL_ERROR where it has more to say than the client reads.
        Assert.All(Frames(await reading).Where(frame => frame.Type == GoAway), end => Assert.True(end.Payload[7] is '\u000b' or '\u0002'));
        Assert.True(reading.IsCompletedSuccessfully);
        using var other = await RawClient.ConnectAsync(gateway.PublicPort);
        await other.SendAsync(Hello + Ask(1, "/"));
        Assert.Contains(Frames(await other.ReadUntilAsync(text => Frames(text).Any(frame => frame.Type == Headers))), frame => frame.Type == Headers);
    }

    private static Task<RunningGateway> StartAsync(FakeUpstream blue) => RunningGateway.StartAsync(
        ("Gateway:Slots:blue:Address", blue.Address), ("Gateway:Limits:StreamsPerConnection", "2"), ("Kestrel:EndpointDefaults:Protocols", "Http2"));

    // HPACK of the static table: GET, http, and two literals.
    private static string Ask(int stream, string path = "/api/slow") =>
        Frame(Headers, 5, stream, $"\u0082\u0086\u0004{(char)path.Length}{path}\u0001\u0001x");

    private static string Cancel(int stream) => Frame(Reset, 0, stream, "\0\0\0\u0008");
}
