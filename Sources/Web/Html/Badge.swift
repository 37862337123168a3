import Counter
import Node
import Procedures

/// A state in words, with a picture and a color beside them.
struct Badge {
  let say: Say

  init(_ say: Say) { self.say = say }

  private var words: Texts.CounterWords { Texts.counter }

  static func html(_ look: HTML, _ icon: HTML, _ text: HTML) -> HTML {
    "<span class=\"badge \(look)\">\(icon)<span>\(text)</span></span>"
  }

  /// Where a record is known.
  func standing(_ standing: Standing) -> HTML {
    switch standing {
    case .savedHere: Self.html("busy", Icon.disk, say(words.savedHere))
    case .knownToProvince: Self.html("good", Icon.check, say(words.known))
    case .refused: Self.html("danger", Icon.cross, say(words.refusedState))
    case .inConflict: Self.html("caution", Icon.warning, say(words.inConflict))
    }
  }

  func status(_ status: DossierStatus?) -> HTML {
    guard let status else { return Self.html("plain", Icon.question, say(Texts.common.unknown)) }
    let text = say(Texts.dossier.status(status))
    return switch status {
    case .registered, .accepted, .inProcess: Self.html("busy", Icon.clock, text)
    case .supplementRequested, .paymentRequested: Self.html("caution", Icon.warning, text)
    case .finished: Self.html("good", Icon.check, text)
    case .returned: Self.html("plain", Icon.check, text)
    case .notAccepted, .withdrawn, .stopped: Self.html("off", Icon.cross, text)
    }
  }

  var provisional: HTML { Self.html("caution", Icon.warning, say(Texts.common.provisional)) }
}
