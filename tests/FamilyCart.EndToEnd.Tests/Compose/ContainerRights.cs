using System.Globalization;
using System.Text.Json;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What the kernel lets a service's first process do and take, against what was published.</summary>
internal static class ContainerRights
{
    private const string Nothing = "0000000000000000";

    /// <param name="project">Runs it.</param>
    /// <param name="service">Its name.</param>
    /// <param name="plan">The service as docker-compose reads it.</param>
    public static async Task CheckAsync(ComposeProject project, string service, JsonElement plan)
    {
        var id = int.Parse(await project.InspectAsync(service, "{{.State.Pid}}"), CultureInfo.InvariantCulture);
        var group = new ControlGroup(id);
        var limit = plan.GetProperty("deploy").GetProperty("resources").GetProperty("limits");
        Assert.Equal((service, limit.GetProperty("memory").GetString()), (service, group.Memory));
        Assert.Equal((service, limit.GetProperty("pids").GetInt32().ToString(CultureInfo.InvariantCulture)), (service, group.Processes));
        Assert.Equal(limit.GetProperty("cpus").GetDouble(), group.Cpus, 3);

        var status = (await File.ReadAllLinesAsync($"/proc/{id}/status")).Select(line => line.Split('\t')).Where(parts => parts.Length > 1).ToDictionary(parts => parts[0], parts => parts[1]);
        Assert.NotEqual("0", status["Uid:"]);
        if (plan.GetProperty("user").GetString()!.Split(':')[0] is var user && user.All(char.IsAsciiDigit))
        {
            Assert.Equal((service, user), (service, status["Uid:"]));
        }

        Assert.Equal((service, Nothing, Nothing, "1"), (service, status["CapEff:"], status["CapBnd:"], status["NoNewPrivs:"]));
        var root = (await File.ReadAllLinesAsync($"/proc/{id}/mounts")).Select(line => line.Split(' ')).Last(parts => parts[1] == "/");
        Assert.Equal((service, "ro"), (service, root[3].Split(',')[0]));
    }
}
