using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace FamilyCart.AppHost.Smoke;

/// <summary>
/// The slice's scenario through the public door: two users who prove their addresses, a list that one shares and the other accepts, an item
/// added and ticked by one, seen live by the other.
/// </summary>
internal sealed class SmokeScenario(Uri gateway, SmokeOutbox outbox, TimeProvider time, X509Certificate2? trusted = null)
{
    private const string Alphabet = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static readonly TimeSpan s_stepLimit = TimeSpan.FromSeconds(30);

    private readonly List<SmokeStep> _steps = [];

    /// <summary>Runs the steps in order and stops at the first that fails.</summary>
    /// <returns>What was done; only the last can have an error.</returns>
    public async Task<IReadOnlyList<SmokeStep>> RunAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = TrustedCertificate.Check(trusted) } };
        using var http = new HttpClient(handler) { BaseAddress = gateway };
        var client = new FamilyCartClient(http);
        await using var socket = new ListSocket(trusted);
        var (first, second) = (Person.New("first"), Person.New("second"));
        var (firstToken, secondToken, list, item) = ("", "", 0, 0);
        (string Name, Func<CancellationToken, Task> Do)[] steps =
        [
            ("register the first user", token => client.RegisterAsync(first.Email, first.Password, first.Nickname, token)),
            ("register the second user", token => client.RegisterAsync(second.Email, second.Password, second.Nickname, token)),
            ("verify the first's address", token => client.VerifyAsync(outbox, first.Email, token)),
            ("verify the second's address", token => client.VerifyAsync(outbox, second.Email, token)),
            ("log in the first", async token => firstToken = await client.LogInAsync(first.Email, first.Password, token)),
            ("log in the second", async token => secondToken = await client.LogInAsync(second.Email, second.Password, token)),
            ("make a list", async token => list = await client.CreateListAsync(firstToken, "Smoke", token)),
            ("share it with the second", token => client.ShareAsync(firstToken, list, second.Email, token)),
            ("accept it as the second", token => client.AcceptInvitationAsync(secondToken, token)),
            ("connect the second's WebSocket", token => socket.ConnectAsync(gateway, list, secondToken, token)),
            ("add an item, event at the second", async token =>
            {
                item = await client.AddItemAsync(firstToken, list, "Milk", token);
                await socket.ExpectAsync("item_change", "created", token);
            }),
            ("tick it, event at the second", async token =>
            {
                await client.TickAsync(firstToken, item, token);
                await socket.ExpectAsync("item_change", "updated", token);
            }),
            ("read it back as the second", async token => RequireTicked(await client.ItemsAsync(secondToken, list, token), item)),
        ];
        foreach (var (name, step) in steps)
        {
            if (!await TryAsync(name, step, cancellationToken))
            {
                break;
            }
        }

        return _steps;
    }

    private async Task<bool> TryAsync(string name, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(s_stepLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var start = time.GetTimestamp();
        string? error = null;
        try
        {
            await step(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            error = $"nothing came within {s_stepLimit.TotalSeconds} s";
        }
        catch (Exception exception) when (exception is SmokeFailedException or HttpRequestException or WebSocketException or JsonException
            or IOException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            error = exception.Message;
        }

        _steps.Add(new SmokeStep(name, Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 1), error));
        return error is null;
    }

    private static void RequireTicked(JsonElement items, int item)
    {
        if (items.ValueKind != JsonValueKind.Array
            || !items.EnumerateArray().Any(found => found.GetProperty("id").GetInt32() == item && found.GetProperty("is_completed").GetBoolean()))
        {
            throw new SmokeFailedException("the ticked item is not among the list's items");
        }
    }

    private sealed record Person(string Email, string Password, string Nickname)
    {
        /// <summary>Nobody who was here before, so the scenario can be run any number of times.</summary>
        public static Person New(string nickname) =>
            new($"smoke-{nickname}-{Guid.NewGuid():N}@example.com", RandomNumberGenerator.GetString(Alphabet, 24), nickname);
    }
}
