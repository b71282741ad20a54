namespace FamilyCart.GitHubEmulator.Hooks;

/// <summary>One attempt to deliver a webhook.</summary>
internal sealed class Delivery(long id, Guid guid, Hook hook, string name, string? action, byte[] payload, DateTimeOffset deliveredAt, bool redelivery)
{
    public long Id => id;

    /// <summary>The X-GitHub-Delivery, the same for all attempts.</summary>
    public Guid Guid => guid;

    public Hook Hook => hook;

    public string Event => name;

    public string? Action => action;

    public byte[] Payload => payload;

    public DateTimeOffset DeliveredAt { get; set; } = deliveredAt;

    public bool Redelivery => redelivery;

    /// <summary>The job's repository; null for a ping.</summary>
    public string? Repository { get; init; }

    public double Duration { get; set; }

    /// <summary>In GitHub's words; <c>pending</c> until it is known.</summary>
    public string Status { get; set; } = "pending";

    /// <summary>What was answered; 502 when nobody was there, 504 when it took too long.</summary>
    public int StatusCode { get; set; }

    public string? ResponseBody { get; set; }

    public bool Succeeded => StatusCode is >= 200 and < 400;
}
