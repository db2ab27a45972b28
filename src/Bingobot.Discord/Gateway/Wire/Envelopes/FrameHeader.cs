using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Wire.Envelopes;

/// <summary>A frame's envelope, and where its data lies in the frame.</summary>
/// <param name="Op">What the frame means.</param>
/// <param name="Sequence">Of a dispatch: its place in the session.</param>
/// <param name="Type">Of a dispatch: the event's name.</param>
/// <param name="Data">Where the data lies; empty where there is none, or nobody wants it.</param>
/// <param name="IsWanted">Of a dispatch: whether its data is wanted. What is not is passed over unread.</param>
internal readonly record struct FrameHeader(GatewayOpcode Op, long? Sequence, string? Type, Range Data, bool IsWanted = true)
{
    /// <summary>The data's JSON within <paramref name="frame"/>; empty where the frame has none.</summary>
    public ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> frame) => frame[Data];
}
