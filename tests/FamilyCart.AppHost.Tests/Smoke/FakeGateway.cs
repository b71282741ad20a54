using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Tests.Smoke;

/// <summary>What a gateway of this kind does wrong.</summary>
public enum Misbehaviour
{
    None,
    RefusesRegistration,
    WritesNoLetter,
    RefusesVerification,
    InvitesNobody,
    ForgetsTheToken,
    ClosesTheSocket,
    SendsNoEvents,
    DoesNotTick,
    AnswersNonsense,
    ForgetsTheItemsId,
}

/// <summary>The slice's part of the API, in memory, behind a real Kestrel; the outbox of a slot is at the same address.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Misbehaviour _misbehaviour;
    private readonly ConcurrentDictionary<string, string> _passwords = new();
    private readonly ConcurrentDictionary<string, bool> _verified = new();
    private readonly ConcurrentDictionary<string, bool> _invited = new();
    private readonly ConcurrentDictionary<string, bool> _members = new();
    private readonly ConcurrentBag<WebSocket> _sockets = [];
    private readonly JsonObject _item = new() { ["id"] = 7, ["name"] = "Milk", ["is_completed"] = false };

    private FakeGateway(Misbehaviour misbehaviour, int[] ports)
    {
        _misbehaviour = misbehaviour;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls([.. ports.Select(port => $"http://127.0.0.1:{port}")]);
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        _application = builder.Build();
        _application.UseWebSockets();
        _application.MapPost("/api/v1/auth/register", Register);
        _application.MapGet("/api/v1/outbox/messages", Letters);
        _application.MapPost("/api/v1/auth/verify/verify", Verify);
        _application.MapPost("/api/v1/auth/jwt/login", (Delegate)LogIn);
        _application.MapPost("/api/v1/shopping-lists/", (HttpContext context) => Authorized(context, new JsonObject { ["id"] = 3 }));
        _application.MapPost("/api/v1/shopping-lists/3/share", Share);
        _application.MapGet("/api/v1/invitations", Invitations);
        _application.MapPost("/api/v1/invitations/5/accept", Accept);
        _application.MapPost("/api/v1/shopping-lists/3/items", (Delegate)((HttpContext context) => ChangeAsync(context, "created")));
        _application.MapPut("/api/v1/items/7", (Delegate)((HttpContext context) => ChangeAsync(context, "updated")));
        _application.MapGet("/api/v1/shopping-lists/3/items", (HttpContext context) => Authorized(context, new JsonArray(_misbehaviour == Misbehaviour.ForgetsTheItemsId ? new JsonObject() : _item.DeepClone())));
        _application.Map("/api/v1/ws/lists/3", (Delegate)ConnectAsync);
    }

    public const string OperatorToken = "operator-0123456789abcdef";

    public Uri Address => new(_application.Urls.First());

    /// <param name="misbehaviour">What it does wrong.</param>
    /// <param name="ports">Where it listens, on all of them as the gateway and as the slot; a free port when there are none.</param>
    public static async Task<FakeGateway> StartAsync(Misbehaviour misbehaviour = Misbehaviour.None, params int[] ports)
    {
        var gateway = new FakeGateway(misbehaviour, ports.Length == 0 ? [0] : ports);
        await gateway._application.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private IResult Register(JsonObject request)
    {
        if (_misbehaviour == Misbehaviour.RefusesRegistration)
        {
            return Results.Json(new { detail = "REGISTER_USER_ALREADY_EXISTS" }, statusCode: StatusCodes.Status400BadRequest);
        }

        _passwords[(string)request["email"]!] = (string)request["password"]!;
        return Results.Created((string?)null, new { email = (string)request["email"]! });
    }

    private IResult Letters(HttpContext context, string to)
    {
        if (context.Request.Headers.Authorization != $"Bearer {OperatorToken}")
        {
            return Results.Unauthorized();
        }

        return _misbehaviour == Misbehaviour.WritesNoLetter || !_passwords.ContainsKey(to)
            ? Results.Json(Array.Empty<object>())
            : Results.Json(new object[] { new { template = "address_taken" }, new { template = "verify", token = $"verify-{to}" } });
    }

    private IResult Verify(JsonObject request)
    {
        var email = ((string)request["token"]!).Replace("verify-", "", StringComparison.Ordinal);
        if (_misbehaviour == Misbehaviour.RefusesVerification || !_passwords.ContainsKey(email))
        {
            return Results.Json(new { detail = "VERIFY_USER_BAD_TOKEN" }, statusCode: StatusCodes.Status400BadRequest);
        }

        _verified[email] = true;
        return Results.Json(new { email });
    }

    private async Task<IResult> LogIn(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var email = form["username"].ToString();
        if (_misbehaviour == Misbehaviour.AnswersNonsense)
        {
            return Results.Text("<html>");
        }

        return _passwords.TryGetValue(email, out var password) && password == form["password"] && _misbehaviour != Misbehaviour.ForgetsTheToken
            ? Results.Json(new { access_token = $"token-{email}", token_type = "bearer" })
            : Results.Json(new { token_type = "bearer" });
    }

    private IResult Share(HttpContext context, JsonObject request)
    {
        _invited[(string)request["email"]!] = true;
        return Authorized(context, new JsonObject { ["id"] = 3 });
    }

    private IResult Invitations(HttpContext context) => Authorized(
        context,
        _misbehaviour != Misbehaviour.InvitesNobody && _invited.ContainsKey(Bearer(context))
            ? new JsonArray(new JsonObject { ["id"] = 5, ["list_name"] = "Smoke" })
            : []);

    private IResult Accept(HttpContext context)
    {
        _members[Bearer(context)] = _invited.ContainsKey(Bearer(context)) && _verified.ContainsKey(Bearer(context));
        return Authorized(context, new JsonObject { ["id"] = 3 });
    }

    private async Task<IResult> ChangeAsync(HttpContext context, string change)
    {
        if (change == "updated" && _misbehaviour != Misbehaviour.DoesNotTick)
        {
            _item["is_completed"] = true;
        }

        if (_misbehaviour != Misbehaviour.SendsNoEvents)
        {
            foreach (var socket in _sockets)
            {
                await SendAsync(socket, """{"type":"pong"}""");
                await SendAsync(socket, $$"""{"type":"item_change","event_type":"{{change}}","list_id":3}""");
            }
        }

        return Authorized(context, _item.DeepClone());
    }

    private async Task ConnectAsync(HttpContext context)
    {
        var email = context.Request.Query["token"].ToString().Replace("token-", "", StringComparison.Ordinal);
        if (!context.WebSockets.IsWebSocketRequest || !_members.GetValueOrDefault(email))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        if (_misbehaviour == Misbehaviour.ClosesTheSocket)
        {
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "no access", CancellationToken.None);
            return;
        }

        _sockets.Add(socket);
        await SendAsync(socket, """{"type":"connection_established","session_id":"1"}""");
        await socket.ReceiveAsync(new byte[256], context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static string Bearer(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().Replace("Bearer token-", "", StringComparison.Ordinal);

    private static IResult Authorized(HttpContext context, JsonNode answer) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer token-", StringComparison.Ordinal) ? Results.Json(answer) : Results.Unauthorized();

    private static Task SendAsync(WebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
