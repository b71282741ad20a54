namespace FamilyCart.Api.Sockets;

/// <summary>A list that sockets of one log-in watch.</summary>
internal sealed record WatchedList(int ListId, Guid LoginId);

/// <summary>One of them that may no longer be watched.</summary>
/// <param name="LoginId">The log-in of the sockets.</param>
/// <param name="ListId">The list.</param>
/// <param name="IsLiving">True when the log-in is as good as ever, and only the list is out of its bearer's reach.</param>
internal sealed record LostList(Guid LoginId, int ListId, bool IsLiving);
