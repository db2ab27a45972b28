namespace Bingobot.Storage.Protocol;

/// <summary>
/// Ways to break the protocol on purpose. Only tests set them, to prove that the simulation of power cuts notices.
/// </summary>
[Flags]
internal enum ProtocolFlaws
{
    None = 0,
    NoBarrierBeforeAcknowledgement = 1 << 0,
    ChainNotChecked = 1 << 1,
    WrongSlotOverwritten = 1 << 2,
    NoFreshSlotAfterRecovery = 1 << 3,
    NotRewrittenAfterRecovery = 1 << 4,
    LowPointNotCommitted = 1 << 5,
    EverythingClaimedProven = 1 << 6,
    SeqReused = 1 << 7,
    FailedBarrierRetried = 1 << 8,
    DemotionCommits = 1 << 9,
    OneSlotOnly = 1 << 10,
    OneCopyOnly = 1 << 11,
    NoBarrierBehindLowPoint = 1 << 12,
}
