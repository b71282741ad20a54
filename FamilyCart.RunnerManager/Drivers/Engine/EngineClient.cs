using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FamilyCart.RunnerManager.Drivers.Engine;

/// <summary>The calls of the Docker Engine API that runners need; Podman answers them too.</summary>
/// <remarks>Every call throws <see cref="EngineException"/> when the engine does not answer or refuses.</remarks>
internal sealed class EngineClient(EngineConnection connection)
{
    private const int MostLog = 256 * 1024;

    /// <summary>Whether the engine has that image.</summary>
    public async Task<bool> HasImageAsync(string image, CancellationToken cancellationToken) =>
        await TryAsync(HttpMethod.Get, $"images/{Uri.EscapeDataString(image)}/json", null, cancellationToken) is not null;

    /// <returns>What identifies the image, and changes with what is in it; null when the engine does not have it.</returns>
    public async Task<string?> ImageIdAsync(string image, CancellationToken cancellationToken) =>
        await TryAsync(HttpMethod.Get, $"images/{Uri.EscapeDataString(image)}/json", null, cancellationToken) is { } answer
            ? EngineConnection.Read(answer, EngineJson.Default.EngineId).Id
            : null;

    public Task CreateNetworkAsync(NetworkSpec network, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, "networks/create", EngineConnection.Json(network, EngineJson.Default.NetworkSpec), cancellationToken);

    /// <summary>The networks with all of these labels.</summary>
    public async Task<IReadOnlyList<NetworkEntry>> NetworksAsync(IEnumerable<string> labels, CancellationToken cancellationToken) =>
        EngineConnection.Read(await DoAsync(HttpMethod.Get, $"networks?filters={Filter(labels)}", null, cancellationToken), EngineJson.Default.ListNetworkEntry);

    /// <summary>Removes it, if it is still there.</summary>
    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken) => TryAsync(HttpMethod.Delete, $"networks/{Uri.EscapeDataString(id)}", null, cancellationToken);

    /// <returns>Its id.</returns>
    public async Task<string> CreateContainerAsync(string name, ContainerSpec container, CancellationToken cancellationToken)
    {
        var answer = await DoAsync(
            HttpMethod.Post, $"containers/create?name={Uri.EscapeDataString(name)}", EngineConnection.Json(container, EngineJson.Default.ContainerSpec), cancellationToken);
        return EngineConnection.Read(answer, EngineJson.Default.EngineId).Id ?? throw EngineConnection.Refusal(answer);
    }

    /// <summary>
    /// Makes a new container's volumes ready to be written to. Podman fills a volume with what the image has in its place only while it
    /// is empty, and when it has this done before the start; Docker fills it at once, and knows no such call.
    /// </summary>
    public Task PrepareAsync(string id, CancellationToken cancellationToken) => TryAsync(HttpMethod.Post, $"libpod/containers/{Uri.EscapeDataString(id)}/init", null, cancellationToken);

    /// <summary>Unpacks a tar archive in a folder of the container.</summary>
    public Task PutAsync(string id, string folder, byte[] archive, CancellationToken cancellationToken) =>
        DoAsync(
            HttpMethod.Put,
            $"containers/{Uri.EscapeDataString(id)}/archive?path={Uri.EscapeDataString(folder)}",
            new ByteArrayContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } },
            cancellationToken);

    public Task StartAsync(string id, CancellationToken cancellationToken) => DoAsync(HttpMethod.Post, $"containers/{Uri.EscapeDataString(id)}/start", null, cancellationToken);

    /// <summary>Sends a signal, if it is there and runs.</summary>
    public async Task SignalAsync(string id, string signal, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(HttpMethod.Post, $"containers/{Uri.EscapeDataString(id)}/kill?signal={signal}", null, cancellationToken);
        if (!answer.IsSuccess && answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
        {
            throw EngineConnection.Refusal(answer);
        }
    }

    /// <summary>The containers, running or not, with all of these labels.</summary>
    public async Task<IReadOnlyList<ContainerEntry>> ContainersAsync(IEnumerable<string> labels, CancellationToken cancellationToken) =>
        EngineConnection.Read(await DoAsync(HttpMethod.Get, $"containers/json?all=1&filters={Filter(labels)}", null, cancellationToken), EngineJson.Default.ListContainerEntry);

    /// <returns>Null when there is none of that name or id.</returns>
    public async Task<ContainerView?> InspectAsync(string name, CancellationToken cancellationToken) =>
        await TryAsync(HttpMethod.Get, $"containers/{Uri.EscapeDataString(name)}/json", null, cancellationToken) is { } answer
            ? EngineConnection.Read(answer, EngineJson.Default.ContainerView)
            : null;

    /// <summary>The beginning of what it wrote; nothing when it is gone.</summary>
    public async Task<EngineLog> LogAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await connection.PeekAsync($"containers/{Uri.EscapeDataString(id)}/logs?stdout=1&stderr=1", MostLog, cancellationToken);
        return answer.IsSuccess ? EngineLog.Parse(answer.Body) : answer.Status == HttpStatusCode.NotFound ? new EngineLog("", "") : throw EngineConnection.Refusal(answer);
    }

    /// <summary>The command lines of what runs in it, as its kernel shows them; none when it does not run.</summary>
    public async Task<IReadOnlyList<string>> CommandsAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(HttpMethod.Get, $"containers/{Uri.EscapeDataString(id)}/top", null, cancellationToken);
        if (!answer.IsSuccess)
        {
            return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict ? [] : throw EngineConnection.Refusal(answer);
        }

        // The command is the last column, whatever the others are.
        return [.. EngineConnection.Read(answer, EngineJson.Default.ContainerProcesses).Processes?.Where(process => process.Count > 0).Select(process => process[^1]) ?? []];
    }

    /// <summary>What it uses now, without the second that an engine would wait for the next count.</summary>
    /// <returns>Null when it is gone, or the engine counts nothing of it any more.</returns>
    public async Task<ContainerStats?> StatsAsync(string id, CancellationToken cancellationToken) =>
        await TryAsync(HttpMethod.Get, $"containers/{Uri.EscapeDataString(id)}/stats?stream=false&one-shot=true", null, cancellationToken) is { Body.Length: > 0 } answer
            ? EngineConnection.Read(answer, EngineJson.Default.ContainerStats)
            : null;

    /// <summary>Reads a file or folder of the container, running or not, as a tar archive. A link in the last place is not followed by Docker, and by Podman within the container.</summary>
    /// <param name="id">Which.</param>
    /// <param name="path">The path in the container.</param>
    /// <param name="read">Reads as much of it as it wants; the rest is never sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is there.</returns>
    public Task<bool> GetAsync(string id, string path, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        connection.StreamAsync($"containers/{Uri.EscapeDataString(id)}/archive?path={Uri.EscapeDataString(path)}", read, cancellationToken);

    /// <summary>Ends all that runs in it, if it is there and runs, and waits until it has ended.</summary>
    public async Task KillAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await SignalAsync(id, "SIGKILL", cancellationToken);
        }
        catch (EngineException exception) when (exception.Status == HttpStatusCode.InternalServerError)
        {
            // Podman says so of one that has ended. The wait tells whether it has.
        }

        await WaitAsync(id, cancellationToken);
    }

    /// <summary>Waits until nothing runs in it any more, or it is gone.</summary>
    public Task WaitAsync(string id, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Post, $"containers/{Uri.EscapeDataString(id)}/wait?condition=not-running", null, cancellationToken);

    /// <summary>What the engine is.</summary>
    public async Task<EngineVersion> VersionAsync(CancellationToken cancellationToken) =>
        EngineConnection.Read(await DoAsync(HttpMethod.Get, "version", null, cancellationToken), EngineJson.Default.EngineVersion);

    /// <summary>What the engine can do on its machine.</summary>
    public async Task<EngineInfo> InfoAsync(CancellationToken cancellationToken) =>
        EngineConnection.Read(await DoAsync(HttpMethod.Get, "info", null, cancellationToken), EngineJson.Default.EngineInfo);

    /// <summary>Ends and removes it with its own volumes, if it is still there.</summary>
    public Task RemoveContainerAsync(string id, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Delete, $"containers/{Uri.EscapeDataString(id)}?force=1&v=1", null, cancellationToken);

    private async Task<EngineAnswer> DoAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(method, path, content, cancellationToken);
        return answer.IsSuccess ? answer : throw EngineConnection.Refusal(answer);
    }

    /// <returns>Null when it is not there.</returns>
    private async Task<EngineAnswer?> TryAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(method, path, content, cancellationToken);
        return answer.IsSuccess ? answer : answer.Status == HttpStatusCode.NotFound ? null : throw EngineConnection.Refusal(answer);
    }

    private static string Filter(IEnumerable<string> labels) =>
        Uri.EscapeDataString(JsonSerializer.Serialize(new Dictionary<string, string[]> { ["label"] = [.. labels] }, EngineJson.Default.DictionaryStringStringArray));
}
