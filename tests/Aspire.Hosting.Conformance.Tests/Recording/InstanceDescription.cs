using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

/// <summary>One instance of a resource as <c>run.json</c> has it: the states it went through and how it looked last.</summary>
internal static class InstanceDescription
{
    // Different at every start, or (lifetime) implied by the model.
    private static readonly string[] _volatileProperties = ["executable.pid", "resource.startTime", "container.id", "container.lifetime"];

    public static JsonObject Create(ConformanceCase subject, JsonObject[] changes)
    {
        var last = changes[^1];
        var instance = new JsonObject { ["states"] = States(changes) };
        AddUnlessNothing(instance, "urls", Urls(last));
        AddUnlessNothing(instance, "volumes", last["volumes"]?.DeepClone());
        AddUnlessNothing(instance, "commands", Commands(subject, last));
        AddUnlessNothing(instance, "relationships", Relationships(last));
        AddUnlessNothing(instance, "healthReports", last["reports"]?.DeepClone());
        AddUnlessNothing(instance, "hidden", last["hidden"]?.DeepClone());
        AddUnlessNothing(instance, "icon", last["icon"]?.DeepClone());
        AddUnlessNothing(instance, "iconVariant", last["iconVariant"]?.DeepClone());
        instance["properties"] = Properties(last);
        instance["id"] = last["id"]?.DeepClone();
        return instance;
    }

    private static JsonArray States(JsonObject[] changes)
    {
        var states = new JsonArray();
        foreach (var change in changes)
        {
            var state = new JsonObject { ["state"] = change["state"]?.DeepClone() };
            foreach (var detail in (string[])["style", "health", "exitCode"])
            {
                if (change[detail] is { } value)
                {
                    state[detail] = value.DeepClone();
                }
            }

            if (states.Count == 0 || !JsonNode.DeepEquals(states[^1], state))
            {
                states.Add(state);
            }
        }

        return states;
    }

    private static JsonArray Urls(JsonObject last) => new([.. Items(last, "urls").Select(url => new JsonObject(url
        .Where(member => !member.Value.IsNothing() && member.Value.Text() is not { Length: 0 } && member.Value.Number() != 0)
        .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))))]);

    private static JsonArray Relationships(JsonObject last) =>
        new([.. Items(last, "relationships").Select(relationship => (JsonNode)$"{relationship["Type"]}:{relationship["ResourceName"]}")]);

    private static JsonObject? Commands(ConformanceCase subject, JsonObject last)
    {
        var commands = Items(last, "commands").ToArray();
        return commands.Length == 0 ? null : new JsonObject(commands.Select(command => KeyValuePair.Create(
            command["Name"].Text()!,
            (subject.CommandsInFull ? command : command["state"])?.DeepClone())));
    }

    private static JsonObject Properties(JsonObject last)
    {
        var properties = new JsonObject();
        foreach (var property in Items(last, "properties").Where(property => !_volatileProperties.Contains(property["Name"].Text())))
        {
            properties[property["Name"].Text()!] = property["value"]?.DeepClone();
        }

        return properties;
    }

    private static IEnumerable<JsonObject> Items(JsonObject last, string name) => (last[name]?.AsArray() ?? []).Select(item => item!.AsObject());

    private static void AddUnlessNothing(JsonObject instance, string name, JsonNode? value)
    {
        if (!value.IsNothing())
        {
            instance[name] = value;
        }
    }
}
