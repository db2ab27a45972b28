using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// Leads an interaction to its handler and sees to it that every interaction gets an answer. Handlers are the modules'
/// code: whatever they throw becomes an answer and a recorded fault, and nothing else suffers.
/// </summary>
/// <param name="routes">The handlers.</param>
/// <param name="admission">Who may use what.</param>
internal sealed class Router(RouteTable routes, Admission admission)
{
    private const int MaxFault = 2000;

    /// <summary>Decides the interaction: the handler's events, and behind them the answer.</summary>
    public void Answer(InteractionReceived fact, IDecideContext context)
    {
        var module = "";
        try
        {
            Admit(admission.Refusal(fact, context.Partition, new DecidingStates(context)));
            var (route, key) = routes.Find(fact);
            module = route.Module;
            Admit(Admission.Refusal(fact, route.Terms));
            EmitThenAnswer(fact, module, route.Decide(context, fact, key), context);
        }
        catch (RouteRefusedException e)
        {
            Record(fact, module, Framework.Answer.Whisper(e.Message), fault: null, context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RecordFault(fact, module, e, FrameworkTexts.NothingChanged, context);
        }
    }

    private static void Admit(string? refusal)
    {
        if (refusal is not null)
            throw new RouteRefusedException(refusal);
    }

    /// <summary>
    /// Emits in a step of its own: where that throws, nothing of it is recorded but the cause, and the user is still told.
    /// </summary>
    private static void EmitThenAnswer(
        InteractionReceived fact, string module, RoutedDecision decision, IDecideContext context)
    {
        var emitted = false;
        context.Then(emit =>
        {
            decision.Emit(emit);
            emit.Then(after => Finish(fact, module, decision, after));
            emitted = true;
        });
        context.Then(after =>
        {
            if (!emitted)
            {
                InvalidOperationException cause = new("The handler's events could not be recorded; see DecisionFailed.");
                RecordFault(fact, module, cause, FrameworkTexts.NothingChanged, after);
            }
        });
    }

    private static void Finish(InteractionReceived fact, string module, RoutedDecision decision, IDecideContext context)
    {
        try
        {
            Record(fact, module, AnswerCheck.Checked(decision.Answer(context), fact), fault: null, context);
        }
        catch (RouteRefusedException e)
        {
            Record(fact, module, Framework.Answer.Whisper(e.Message), fault: null, context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RecordFault(fact, module, e, FrameworkTexts.DoneUnanswered, context);
        }
    }

    private static void RecordFault(
        InteractionReceived fact, string module, Exception e, string consequence, IDecideContext context)
    {
        var speech = FrameworkTexts.For(fact);
        Record(
            fact,
            module,
            Framework.Answer.Whisper(speech.Say(FrameworkTexts.Faulty, module, speech.Say(consequence))),
            Markdown.Shorten($"{e.GetType().Name}: {e.Message}", MaxFault),
            context);
    }

    private static void Record(
        InteractionReceived fact, string module, Answer answer, string? fault, IDecideContext context) =>
        context.Emit(FrameworkEvents.InteractionAnswered, new InteractionAnswered
        {
            Interaction = fact.Interaction,
            Application = fact.Application,
            Token = fact.Token,
            Kind = fact.Kind,
            Channel = fact.Channel,
            Message = fact.Message,
            Locale = fact.Locale,
            Module = module,
            Answer = answer,
            Fault = fault,
        });
}
