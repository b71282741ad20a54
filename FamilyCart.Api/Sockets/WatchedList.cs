namespace FamilyCart.Api.Sockets;

/// <summary>A list that sockets of one token watch.</summary>
internal sealed record WatchedList(int ListId, byte[] TokenHash);

/// <summary>One of them that may no longer be watched.</summary>
/// <param name="TokenHash">The token of the sockets.</param>
/// <param name="ListId">The list.</param>
/// <param name="IsLiving">True when the token is as good as ever, and only the list is out of its bearer's reach.</param>
internal sealed record LostList(byte[] TokenHash, int ListId, bool IsLiving);
