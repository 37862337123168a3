import Counter

/// Parts of forms: each with its label, a hint and the error that belongs to it.
struct Fields {
  let say: Say
  /// What was wrong, by the field's name.
  var errors: [String: HTML] = [:]

  init(_ say: Say, errors: [String: HTML] = [:]) {
    self.say = say
    self.errors = errors
  }

  /// The errors at the top, each a link to its field.
  func summary() -> HTML {
    guard !errors.isEmpty else { return "" }
    let items = errors.sorted { $0.key < $1.key }.map { name, words -> HTML in
      "<li><a href=\"#f-\(name)\">\(words)</a></li>"
    }
    return """
      <div class="notice danger" role="alert" tabindex="-1"><h2>\(say(Texts.web.problem))</h2><ul>\(items)</ul></div>
      """
  }

  private func error(_ name: String) -> HTML {
    errors[name].map { "<p class=\"error\" id=\"e-\(name)\">\($0)</p>" } ?? ""
  }

  /// Ties a field to its hint and its error for whoever does not see them.
  private func ties(_ name: String, hint: Bool) -> HTML {
    let ids = (hint ? ["h-\(name)"] : []) + (errors[name] == nil ? [] : ["e-\(name)"])
    let invalid: HTML = errors[name] == nil ? "" : " aria-invalid=\"true\""
    return ids.isEmpty ? invalid : "\(invalid) aria-describedby=\"\(ids.joined(separator: " "))\""
  }

  /// - Parameter more: attributes from literals.
  func text(
    _ name: String, _ label: HTML, value: String = "", type: HTML = "text", hint: HTML = "", more: HTML = "",
    isShort: Bool = false
  ) -> HTML {
    """
    <div class="field"><label for="f-\(name)">\(label)</label>\
    \("<p class=\"hint\" id=\"h-\(name)\">\(hint)</p>", if: !hint.isEmpty)\(error(name))\
    <input id="f-\(name)" name="\(name)" type="\(type)" value="\(value)"\(" class=\"short\"", if: isShort)\
    \(ties(name, hint: !hint.isEmpty))\(more)></div>
    """
  }

  func area(_ name: String, _ label: HTML, value: String = "", hint: HTML = "", more: HTML = "") -> HTML {
    """
    <div class="field"><label for="f-\(name)">\(label)</label>\
    \("<p class=\"hint\" id=\"h-\(name)\">\(hint)</p>", if: !hint.isEmpty)\(error(name))\
    <textarea id="f-\(name)" name="\(name)" rows="2"\(ties(name, hint: !hint.isEmpty))\(more)>\(value)</textarea></div>
    """
  }

  func select(
    _ name: String, _ label: HTML, _ options: [(value: String, text: HTML)], chosen: String = "",
    isShort: Bool = false
  ) -> HTML {
    let items = options.map { value, text -> HTML in
      "<option value=\"\(value)\"\(" selected", if: value == chosen)>\(text)</option>"
    }
    return """
      <div class="field"><label for="f-\(name)">\(label)</label>\(error(name))\
      <select id="f-\(name)" name="\(name)"\(" class=\"short\"", if: isShort)\(ties(name, hint: false))>\(items)</select></div>
      """
  }

  /// One of several, by radio buttons.
  func radios(
    _ name: String, _ legend: HTML, _ options: [(value: String, text: HTML)], chosen: String?,
    hint: HTML = "",
    rowClass: HTML = "", focusFirst: Bool = false, id: HTML? = nil
  ) -> HTML {
    let first: HTML = id ?? "f-\(name)"
    let items = options.enumerated().map { index, option -> HTML in
      let id: HTML = index == 0 ? first : "\(first)-\(index + 1)"
      return """
        <div class="choice\(rowClass)"><input type="radio" id="\(id)" name="\(name)" value="\(option.value)"\
        \(" checked", if: option.value == chosen)\(" autofocus", if: focusFirst && index == 0 && chosen == nil)\
        \(" autofocus", if: focusFirst && option.value == chosen)>\
        <label for="\(id)">\(option.text)</label></div>
        """
    }
    return """
      <fieldset><legend>\(legend)</legend>\("<p class=\"hint\">\(hint)</p>", if: !hint.isEmpty)\(error(name))\(items)</fieldset>
      """
  }

  func checks(
    _ name: String, _ legend: HTML, _ options: [(value: String, text: HTML)], chosen: Set<String>,
    hint: HTML = ""
  ) -> HTML {
    let items = options.enumerated().map { index, option -> HTML in
      """
      <div class="choice"><input type="checkbox" id="f-\(name)-\(index + 1)" name="\(name)" value="\(option.value)"\
      \(" checked", if: chosen.contains(option.value))><label for="f-\(name)-\(index + 1)">\(option.text)</label></div>
      """
    }
    return
      "<fieldset><legend>\(legend)</legend>\("<p class=\"hint\">\(hint)</p>", if: !hint.isEmpty)\(items)</fieldset>"
  }

  static func hidden(_ name: String, _ value: String) -> HTML {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }
}
