using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.GitHubEmulator.Shapes;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>Webhooks of repositories and organizations, the App's, and what was delivered of each.</summary>
internal sealed class HookEndpoints(DeliveryLog log, HookSender sender)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (kind, prefix) in RunnerEndpoints.Prefixes.Where(entry => entry.Kind != ScopeKind.Enterprise))
        {
            var (read, write) = (Need.Hooks(kind, write: false), Need.Hooks(kind, write: true));
            endpoints.MapRest("GET", prefix + "/hooks", read, List);
            endpoints.MapRest("POST", prefix + "/hooks", write, Add);
            endpoints.MapRest("GET", prefix + "/hooks/{hook:long}", read, call => Of(call, hook => Shape(call, hook)));
            endpoints.MapRest("DELETE", prefix + "/hooks/{hook:long}", write, call => Of(call, hook => new Reply(log.Remove(hook.Id) ? 204 : 404)));
            MapDeliveries(endpoints, prefix + "/hooks/{hook:long}", read, write, HooksOf);
        }

        MapDeliveries(endpoints, "/app/hook", Need.App, Need.App, _ => log.Hooks.Where(hook => hook.Scope is null));
    }

    private void MapDeliveries(IEndpointRouteBuilder endpoints, string path, Need read, Need write, Func<Call, IEnumerable<Hook>> hooks)
    {
        endpoints.MapRest("GET", path + "/deliveries", read, call => Deliveries(call, hooks(call).ToHashSet()));
        endpoints.MapRest("GET", path + "/deliveries/{id:long}", read, call => Find(call, hooks) is { } delivery ? Full(delivery) : Reply.NotFound);
        endpoints.MapRest("POST", path + "/deliveries/{id:long}/attempts", write, call =>
        {
            if (Find(call, hooks) is not { } delivery)
            {
                return Reply.NotFound;
            }

            sender.Redeliver(delivery);
            return new Reply(202, new JsonObject());
        });
    }

    private IEnumerable<Hook> HooksOf(Call call) =>
        log.Hooks.Where(hook => hook.Scope is { } scope && scope.Equals(call.Scope) && (call.Text("hook").Length == 0 || hook.Id == call.Number("hook")));

    private Delivery? Find(Call call, Func<Call, IEnumerable<Hook>> hooks)
    {
        var own = hooks(call).ToHashSet();
        return log.Deliveries.FirstOrDefault(delivery => delivery.Id == call.Number("id") && own.Contains(delivery.Hook));
    }

    private Reply Of(Call call, Func<Hook, Reply> answer) => HooksOf(call).FirstOrDefault() is { } hook ? answer(hook) : Reply.NotFound;

    private Reply List(Call call) => new JsonArray([.. HooksOf(call).Select(hook => Shape(call, hook))]);

    private Reply Add(Call call)
    {
        if (call.Body["config"]?["url"]?.ToString() is not { Length: > 0 } url)
        {
            return Reply.Error(422, "Validation Failed");
        }

        var hook = log.Add(new HookRequest(url, call.Body["config"]!["secret"]?.ToString(), call.Scope.Name));
        sender.Ping(hook);
        return new Reply(201, Shape(call, hook));
    }

    // Newest first; a cursor is the id before which the page begins.
    private Reply Deliveries(Call call, HashSet<Hook> hooks)
    {
        var size = call.Query("per_page", 30, 100);
        var cursor = long.TryParse(call.Query("cursor"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : long.MaxValue;
        var found = log.Deliveries
            .Where(delivery => hooks.Contains(delivery.Hook) && delivery.Id < cursor)
            .Where(delivery => call.Query("status") is not { Length: > 0 } status || (status == "failure") == !delivery.Succeeded)
            .Take(size + 1)
            .ToList();
        var page = found.Take(size).ToList();
        var next = found.Count > size
            ? $"<{call.Address(("cursor", page[^1].Id.ToString(CultureInfo.InvariantCulture)))}>; rel=\"next\""
            : null;
        return new Reply(200, new JsonArray([.. page.Select(Shape)]), next);
    }

    private static JsonObject Shape(Call call, Hook hook)
    {
        var url = $"{call.Root}{call.Scope.Path}/hooks/{hook.Id}";
        return new JsonObject
        {
            ["type"] = hook.Scope!.Kind.ToString(),
            ["id"] = hook.Id,
            ["name"] = "web",
            ["active"] = true,
            ["events"] = new JsonArray("workflow_job"),
            ["config"] = new JsonObject { ["url"] = hook.Request.Url, ["content_type"] = "json", ["secret"] = "********", ["insecure_ssl"] = "0" },
            ["updated_at"] = Stamp.Of(hook.CreatedAt),
            ["created_at"] = Stamp.Of(hook.CreatedAt),
            ["url"] = url,
            ["test_url"] = $"{url}/test",
            ["ping_url"] = $"{url}/pings",
            ["deliveries_url"] = $"{url}/deliveries",
            ["last_response"] = new JsonObject { ["code"] = null, ["status"] = "unused", ["message"] = null },
        };
    }

    private static JsonObject Shape(Delivery delivery) => new()
    {
        ["id"] = delivery.Id,
        ["guid"] = delivery.Guid.ToString(),
        ["delivered_at"] = Stamp.Of(delivery.DeliveredAt),
        ["redelivery"] = delivery.Redelivery,
        ["duration"] = delivery.Duration,
        ["status"] = delivery.Status,
        ["status_code"] = delivery.StatusCode,
        ["event"] = delivery.Event,
        ["action"] = delivery.Action,
        ["installation_id"] = delivery.Hook.Scope is null ? 1 : null,
        ["repository_id"] = delivery.Repository is { } repository ? Numbers.Of(repository) : null,
        ["throttled_at"] = null,
    };

    private static JsonObject Full(Delivery delivery)
    {
        var shape = Shape(delivery);
        shape["url"] = delivery.Hook.Request.Url;
        shape["request"] = new JsonObject
        {
            ["headers"] = new JsonObject(HookClient.Headers(delivery).Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
            ["payload"] = JsonNode.Parse(Encoding.UTF8.GetString(delivery.Payload)),
        };
        shape["response"] = new JsonObject { ["headers"] = new JsonObject(), ["payload"] = delivery.ResponseBody };
        return shape;
    }
}
